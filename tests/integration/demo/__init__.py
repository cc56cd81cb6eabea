"""The history of the demo, made at a real store."""
