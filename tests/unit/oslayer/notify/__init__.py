"""Tests of desktop/oslayer/notify."""
