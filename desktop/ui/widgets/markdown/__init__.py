"""Markdown that somebody else wrote, shown: themed, with its variables filled.

Nothing is loaded from anywhere, raw HTML is text, and a link opens only after its host was shown.
"""
