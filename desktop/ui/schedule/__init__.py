"""The schedule: weeks as lanes, exceptions made on them, fairness, and the making of a rotation.

Composed by the main window. Widgets know no session; what a person does is a signal.
"""
