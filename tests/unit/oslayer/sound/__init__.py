"""Tests of desktop/oslayer/sound that need no Qt."""
