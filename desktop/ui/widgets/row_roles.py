"""Where a model keeps its row for the delegates."""

from __future__ import annotations

from PySide6.QtCore import Qt

ROW = Qt.ItemDataRole.UserRole + 1
"""An `IncidentRow`, `Section` or `TimelineRow`."""
