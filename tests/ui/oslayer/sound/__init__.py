"""Tests of desktop/oslayer/sound."""
