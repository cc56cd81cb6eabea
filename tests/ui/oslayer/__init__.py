"""Tests of desktop/oslayer."""
