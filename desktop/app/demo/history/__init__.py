"""Six months of a team, played through the hub's own use cases with a clock that is moved.

Part of the demo. The same moment of now gives the same history.
"""
