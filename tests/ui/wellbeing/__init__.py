"""How duty was, in Now and in the retro."""
