"""The editor of the escalation policy."""
