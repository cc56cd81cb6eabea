"""What is left when an incident is over: the steps of closing, one open at a time, each with its little form.

The card and its forms know no session; `ClosingPresenter` does.
"""
