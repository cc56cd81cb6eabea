"""Calling one person in: who was called and how they answered, and a line to find whom to call next.

Its widgets know no session: they show what `present.call_ins` made; `call_in_presenter` brings them together.
"""
