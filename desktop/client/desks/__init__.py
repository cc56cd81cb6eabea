"""What the views ask of the hub, each its own part."""
