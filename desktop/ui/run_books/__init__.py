"""The library of run-books: found, read, written, their versions and what is proposed.

The view shows what it is told; `RunBooksPresenter` holds the bridge, and what is not saved yet.
"""
