"""`pairwatch demo`: one hub, the pair at work, and a story that anybody can play through.

Part of the composition. Everything in it is real but the people; it leaves nothing behind.
"""
