"""Checks that ask real servers, and commands that real shells run."""
