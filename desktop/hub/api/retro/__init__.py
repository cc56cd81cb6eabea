"""Routes of what is looked back on."""
