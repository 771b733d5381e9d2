"""What a policy changed: monthly rates of those it binds less those it does not, before and after its date.

The difference of each month is regressed on time and on a step at the date, by weighted least squares; both groups may
drift apart at a steady pace, what counts is the step. The error is the largest of three: of the fit, robust to months
that follow each other (Newey and West), and of the numbers of procurements alone. The same at dates before the policy,
where there should be no step (placebo), says how far to trust it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson

from store.sql_files import read_sql, rows_of

if TYPE_CHECKING:
    import datetime as dt

    import duckdb
    from numpy.typing import NDArray

    Month = dict[str, Any]
    Numbers = NDArray[np.float64]

_LEAST_N, _LEAST_MONTHS = 5, 6
_LAGS = 3
_MONTHS_OF_YEAR = 12


@dataclass(frozen=True)
class Step:
    """A step with its 95 % interval and how likely chance makes one as large."""

    effect: float
    low: float
    high: float
    p_value: float


def fit_effects(con: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary table `effect_fit`: each comparison and indicator, and its placebo dates."""
    rows: list[dict[str, Any]] = []
    monthly = rows_of(con, "out/policies/policy_month.sql")
    for (comparison, indicator, on_date), group in groupby(
        monthly, lambda row: (row["comparison"], row["indicator"], row["on_date"])
    ):
        key = {"comparison": comparison, "indicator": indicator}
        months = [row for row in group if min(row["n"] or 0, row["control_n"] or 0) >= _LEAST_N]
        rows.append(key | _compared(months, on_date) | {"on_date": on_date, "is_placebo": False})
        before = [month for month in months if month["month"] < on_date]
        rows += [
            key | _compared(before, month["month"]) | {"on_date": month["month"], "is_placebo": True}
            for month in before[_LEAST_MONTHS : len(before) - _LEAST_MONTHS + 1]
        ]
    con.execute(read_sql("out/policies/effect_fit.sql"), [orjson.dumps(rows).decode()])


def _compared(months: list[Month], on_date: dt.date) -> dict[str, Any]:
    """What the months say of a date, or why they say nothing."""
    before = [month for month in months if month["month"] < on_date]
    after = [month for month in months if month["month"] >= on_date]
    found: dict[str, Any] = {
        "months_before": len(before),
        "months_after": len(after),
        **{
            f"{name}_{when}": sum(month[name] for month in part)
            for name in ("n", "k", "control_n", "control_k")
            for when, part in (("before", before), ("after", after))
        },
    }
    if min(len(before), len(after)) < _LEAST_MONTHS:
        found["reason"] = (
            f"The data hold {len(before)} months before and {len(after)} after with {_LEAST_N} procurements or more of "
            f"both groups; {_LEAST_MONTHS} of each are needed."
        )
        return found
    if not found["k_before"] + found["k_after"] + found["control_k_before"] + found["control_k_after"]:
        found["reason"] = "No procurement of either group shows the evidence."
        return found
    step, trend = _step(months, on_date), _trend(before)
    found |= {"effect": step.effect, "effect_low": step.low, "effect_high": step.high, "p_value": step.p_value}
    return found | {"pre_trend": trend.effect, "pre_trend_low": trend.low, "pre_trend_high": trend.high}


def _step(months: list[Month], on_date: dt.date) -> Step:
    """The step of the difference at a date, beside a steady drift."""
    times = _times(months)
    is_after = np.array([month["month"] >= on_date for month in months], dtype=float)
    return _coefficient(months, np.column_stack([np.ones(len(months)), is_after, times]))


def _trend(months: list[Month]) -> Step:
    """How fast the difference moved, a year."""
    return _coefficient(months, np.column_stack([np.ones(len(months)), _times(months)]))


def _times(months: list[Month]) -> Numbers:
    """Years since the first month."""
    numbers = [month["month"].year * _MONTHS_OF_YEAR + month["month"].month for month in months]
    return np.asarray((np.array(numbers, dtype=float) - numbers[0]) / _MONTHS_OF_YEAR)


def _coefficient(months: list[Month], matrix: Numbers) -> Step:
    """The second coefficient of the difference on the columns of a matrix."""
    # They take a second to load, and a few months of data never come to this.
    from scipy.stats import t  # noqa: PLC0415
    from statsmodels.regression.linear_model import WLS  # noqa: PLC0415

    n, k, control_n, control_k = (
        np.array([month[name] for month in months], dtype=float) for name in ("n", "k", "control_n", "control_k")
    )
    variance = _variance(k, n) + _variance(control_k, control_n)
    model = WLS(k / n - control_k / control_n, matrix, weights=1 / variance)
    plain = model.fit()
    robust = plain.get_robustcov_results("HAC", maxlags=_LAGS, use_correction=True)
    of_numbers = np.sqrt(plain.normalized_cov_params[1, 1])
    error = float(max(plain.bse[1], robust.bse[1], of_numbers))
    effect, freedom = float(plain.params[1]), len(months) - matrix.shape[1]
    reach = float(t.ppf(0.975, freedom)) * error
    return Step(effect, effect - reach, effect + reach, float(2 * t.sf(abs(effect) / error, freedom)))


def _variance(k: Numbers, n: Numbers) -> Numbers:
    """Of each month, at the rate of its group over all months: a month without evidence is not without error."""
    rate = (k.sum() + 0.5) / (n.sum() + 1)
    return np.asarray(rate * (1 - rate) / n)
