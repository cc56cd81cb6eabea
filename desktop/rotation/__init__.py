"""The rotation, made: a plan from people, absences and load, by HiGHS in a process of its own (solve.py).

May be imported by hub, client and everything above them; imports core and the channels' child processes.
Knows no Qt, no hub. Only highs.py imports HiGHS, and only that process imports highs.py.
"""
