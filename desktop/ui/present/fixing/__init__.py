"""What is done about it, in words. Pure: from values to finished words."""
