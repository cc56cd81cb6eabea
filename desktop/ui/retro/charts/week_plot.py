"""Lines over weeks."""

from __future__ import annotations

import pyqtgraph as pg

pg.setConfigOptions(antialias=True)
