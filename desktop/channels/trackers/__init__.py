"""Tickets in issue trackers: GitHub, GitLab, Jira.

What is said and what answers mean is pure (one file for each vendor); `client` speaks HTTP, in a process of
its own that `clerk` starts.
"""
