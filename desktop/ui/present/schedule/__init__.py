"""The schedule in words. Pure: from values to finished words."""
