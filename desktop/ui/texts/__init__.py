"""The view of the texts that updates begin with: list, editor, preview, versions.

The view shows what it is told; `TextsPresenter` holds the bridge, and what is not saved yet.
"""
