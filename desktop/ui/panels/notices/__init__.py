"""What users are told: the card with its switches, the editor below it, and what is asked on closing.

Widgets know no session; the presenters do. Words are made in ui/present.
"""
