"""JSON ↔ core, shared by hub and client: one file per noun. Decoding ignores unknown fields.

May be imported by hub, client and everything above them. Does no I/O; knows nothing of HTTP.
"""
