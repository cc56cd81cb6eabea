"""What is left when it is over, in words. Pure: from values to finished words."""
