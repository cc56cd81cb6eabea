"""The team, its file and the policy: read, checked, kept."""
