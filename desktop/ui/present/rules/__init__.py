"""Policy and urgency in words. Pure: from values to finished words."""
