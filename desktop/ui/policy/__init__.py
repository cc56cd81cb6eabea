"""The escalation policy in the settings: levels, waves and clocks, with whom they would wake beside them.

Widgets know no session; `policy_presenter` brings them together with one.
"""
