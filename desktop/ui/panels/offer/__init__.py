"""Offering a held seat to somebody by name: a line to find them, with what it does to them said first.

The bar knows no session; `offer_presenter` brings it together with one.
"""
