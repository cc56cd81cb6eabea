"""Diagnostics without a socket."""
