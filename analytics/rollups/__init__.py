"""Counts that equal a recount of the events, whatever happened in between.

``cursor`` says how, ``facts`` what an event counts for, ``applying`` what a step does, ``naming``
what counted things are called.
"""

from analytics.rollups.cursor import Position, consistently
from analytics.rollups.days import keep_days
from analytics.rollups.impressions import CHANGED, DELTAS, OUTCOMES, forget_impressions_of
from analytics.rollups.quarters import quarter_of
from analytics.rollups.rebuilding import forget_counts
from analytics.rollups.recounting import Comparison, compare
from analytics.rollups.stepping import catch_up, count_all, step
from analytics.rollups.tail import ARRIVED, SEEN, WITH_TAIL, past, quarters_of_tail

__all__ = [
    "ARRIVED",
    "CHANGED",
    "DELTAS",
    "OUTCOMES",
    "SEEN",
    "WITH_TAIL",
    "Comparison",
    "Position",
    "catch_up",
    "compare",
    "consistently",
    "count_all",
    "forget_counts",
    "forget_impressions_of",
    "keep_days",
    "past",
    "quarter_of",
    "quarters_of_tail",
    "step",
]
