"""Values to words: pure functions from what is true to rows, sentences, tones and icon names.

May be imported by everything in ui; imports core, the values of client.session and theme.tokens.
No Qt, no clock, no I/O: `now` and the viewer's zone are arguments.
"""
