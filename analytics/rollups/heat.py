"""Heat: listeners weighed by age, kept so that time alone changes nothing that is stored.

Forward decay (Cormode, Shkapenyuk, Srivastava, Xu, "Forward Decay: A Practical Time Decay Model
for Streaming Systems", ICDE 2009): an hour's listeners weigh 2^((hour - landmark) / half-life).
Seen from a moment t, all are divided by the same 2^((t - landmark) / half-life), so the order of
items never changes with t, a late event lands where it belongs, and a deleted one is subtracted.
The price is a number that grows: the landmark is moved on now and then.
"""

import math
from datetime import UTC, datetime, timedelta

# What never decays: the baseline of all that ever happened.
EVER = math.inf
# Half-life in hours -> column. A quarter of each window, and beyond the last as its baseline.
COLUMNS = {6: "heat_6h", 42: "heat_42h", 180: "heat_180h", 720: "heat_720h", EVER: "heat_ever"}

# A double holds 2^1023. At the shortest half-life this leaves 120 halvings between two moves.
LANDMARK_STEP = timedelta(days=30)
# What is older than so many half-lives weighs nothing; below that a double underflows.
_FORGOTTEN = 600
_NOTHING = 1e-180


def first_landmark(now: datetime) -> datetime:
    """The landmark of a new installation: the full hour before ``now``."""
    return now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def weight(half_life: float, hour: str = "hour", landmark: str = "%(landmark)s") -> str:
    """SQL: what one listener of the hour weighs."""
    if half_life == EVER:
        return "1::float8"
    exponent = f"extract(epoch FROM {hour} - {landmark})::float8 / {half_life * 3600}"
    return f"CASE WHEN {exponent} < -{_FORGOTTEN} THEN 0 ELSE power(2::float8, {exponent}) END"


def moved(half_life: float) -> str:
    """SQL: a heat as it stands after the landmark moved by LANDMARK_STEP."""
    column = COLUMNS[half_life]
    if half_life == EVER:
        return column
    factor = 2.0 ** -(LANDMARK_STEP / timedelta(hours=half_life))
    return f"CASE WHEN {column} < {_NOTHING} THEN 0 ELSE {column} * {factor!r} END"


def seen_from(heat: float, half_life: float, landmark: datetime, moment: datetime) -> float:
    """A stored heat in listeners of age zero: divided by what a listener of ``moment`` weighs."""
    if half_life == EVER:
        return heat
    return float(heat * 2.0 ** -((moment - landmark) / timedelta(hours=half_life)))
