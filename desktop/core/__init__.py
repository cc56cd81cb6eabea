"""The rules of Pairwatch as pure functions over frozen values.

Anything may import this package. It imports nothing of ours and does nothing: no clock, no I/O, no
asyncio, no logging.
"""
