"""HiGHS, the solver (MIT licence). Only this imports it, and so numpy: 30 MB and a fifth of a second."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import highspy
import numpy as np

from desktop.rotation.model import Model
from desktop.rotation.solution import Solution

_SMALLEST = timedelta(milliseconds=10)


def solve_model(
    model: Model, start: Sequence[float | None], limit: timedelta, seed: int, nodes: int
) -> Solution:
    """See `Solver`."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", seed),
        ("time_limit", max(limit, _SMALLEST).total_seconds()),
        ("mip_max_nodes", nodes),
        ("mip_rel_gap", 1e-6),
    ):
        highs.setOptionValue(option, value)
    highs.passModel(_lp(model))
    known = [(column, value) for column, value in enumerate(start) if value is not None]
    highs.setSolution(
        len(known),
        np.array([column for column, _ in known], dtype=np.int32),
        np.array([value for _, value in known], dtype=np.double),
    )
    highs.run()
    info = highs.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Solution(None, float("inf"), float("-inf"), False)
    best = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    bound = info.objective_function_value if best else info.mip_dual_bound
    return Solution(list(highs.getSolution().col_value), info.objective_function_value, bound, best)


def _lp(model: Model) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.costs), len(model.rows)
    lp.offset_ = model.constant
    lp.col_cost_ = np.array(model.costs, dtype=np.double)
    lp.col_lower_ = np.zeros(len(model.costs))
    lp.col_upper_ = np.array(model.upper, dtype=np.double)
    lp.row_lower_ = np.array(model.low, dtype=np.double)
    lp.row_upper_ = np.array(model.high, dtype=np.double)
    lp.integrality_ = [
        highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous for whole in model.whole
    ]
    starts = np.cumsum([0, *(len(row) for row in model.rows)])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = starts.astype(np.int32)
    lp.a_matrix_.index_ = np.array([column for row in model.rows for column in row], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([value for row in model.rows for value in row.values()], dtype=np.double)
    return lp
