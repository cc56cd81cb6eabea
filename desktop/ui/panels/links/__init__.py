"""Links of an incident: dashboards and logs with its time span, and what alerts and run-books link to.

The card knows no session; `LinksPresenter` fills it and opens what is pressed in the browser.
"""
