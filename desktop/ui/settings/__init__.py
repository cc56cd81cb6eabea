"""Settings: the sound, the hub and who shares it, where monitors send, how it looks.

Shows what it is told; what a person chooses is a signal, and the application carries it out.
"""
