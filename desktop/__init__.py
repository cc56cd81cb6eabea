"""Pairwatch: pages the two people on call at once.

Everything of the program lives here; tests, benchmarks and packaging import it, it imports none of them.
Its folders import only from their right: see docs/architecture.md, checked by import-linter.
"""
