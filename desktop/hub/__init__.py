"""The incident backend: takes alerts, pages people, answers desktops.

Imported by app only; knows neither Qt nor the desktop's client. Inside: app › api | engine › usecases ›
store.
"""
