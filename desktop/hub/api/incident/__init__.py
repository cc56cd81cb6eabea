"""Routes of incidents: monitors in, the feed out."""
