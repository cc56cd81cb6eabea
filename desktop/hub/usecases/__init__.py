"""What the hub does, one function for each thing: load, let core decide, save; all inside one transaction.

May be imported by the hub's api, engine and app. Knows neither HTTP nor threads; imports core, wire and the
store.
"""
