"""Page log and weeks in words. Pure: from values to finished words."""
