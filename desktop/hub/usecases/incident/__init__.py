"""What happens to incidents: alerts taken in, commands carried out, what falls due, the feed."""
