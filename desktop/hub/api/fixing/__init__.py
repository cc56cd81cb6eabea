"""Routes of what helps to fix."""
