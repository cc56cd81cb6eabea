"""Diagnostics are run here: HTTP, DNS, TCP, ping, Prometheus, Loki, Elasticsearch, and commands of people.

Imported by client, hub, ui and app; knows no Qt and no hub. What answers mean is in `formats/check`.
"""
