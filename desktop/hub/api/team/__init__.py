"""Routes of the team and its rules."""
