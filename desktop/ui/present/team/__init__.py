"""Who shares a hub, in words. Pure: from values to finished words."""
