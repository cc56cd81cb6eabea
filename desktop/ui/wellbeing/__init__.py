"""How duty was: three short questions after a shift or a night, and the offer to rest. Calm, never during an
incident, and always with a way to be left alone. Words are made in `ui/present/retro/wellbeing.py`.
"""
