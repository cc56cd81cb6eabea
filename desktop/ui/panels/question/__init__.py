"""The Manager's question to the Engineer, asked and answered in the incident.

The card knows no session; `QuestionPresenter` fills it and carries out what is pressed.
"""
