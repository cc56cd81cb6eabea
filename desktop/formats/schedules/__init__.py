"""Schedules as other tools export them: PagerDuty, Opsgenie and Grafana OnCall (JSON of their APIs), iCal.

They are read into one shape; what could not be understood is told in sentences.
"""
