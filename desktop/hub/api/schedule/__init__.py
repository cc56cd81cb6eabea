"""Routes of the schedule."""
