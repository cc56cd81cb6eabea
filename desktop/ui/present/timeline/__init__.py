"""What happened, in words. Pure: from values to finished words."""
