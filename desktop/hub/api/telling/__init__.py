"""Routes of what is told."""
