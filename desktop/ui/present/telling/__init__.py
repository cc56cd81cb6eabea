"""What is told, in words. Pure: from values to finished words."""
