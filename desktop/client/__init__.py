"""The desktop's side of the hub: what is known (`state`), what to do next (`sync`, sans-I/O), and the doing
of it.

May be imported by ui and app. Knows no Qt and never imports the hub; it speaks to one over HTTP only.
"""
