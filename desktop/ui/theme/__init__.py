"""The look as data: colours, type, space, icons, and the one stylesheet made of them.

May be imported by every module of ui; `tokens` is free of Qt, so that present may name a tone.
It knows no incident and no session.
"""
