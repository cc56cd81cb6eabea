"""What Pairwatch costs and how quick it is, measured on a virtual desktop: `python -m benchmarks --help`.

Uses `tests.virtual_desktop` and `tests.e2e.people`; nothing imports it. Each measurement is one
file, with `measure(folder, …, say) -> Section`; the others are shared.
"""
