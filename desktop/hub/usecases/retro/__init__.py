"""What is looked back on: page log, weeks, actions."""
