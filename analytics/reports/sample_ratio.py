"""Whether experiments reached their variants' listeners in the shares that were meant.

Where they did not, something loses listeners of one variant more than of another, and rates of
the two are not to be compared (A. Fabijan et al., "Diagnosing Sample Ratio Mismatch in Online
Controlled Experiments", KDD 2019).
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from analytics.chi_square import p_value
from analytics.sql import fetch
from analytics.windows import Window

# Below it, chance is ruled out: R. Kohavi, D. Tang and Y. Xu, "Trustworthy Online Controlled
# Experiments", 2020, chapter 21.
THRESHOLD = 0.001

# Who was shown anything since then is who was last shown anything since then.
_LISTENERS = """
SELECT experiment, variant, share, (
    SELECT coalesce(sum(listeners), 0)::bigint FROM analytics_variantday shown
    WHERE shown.variant = known.variant
        AND (%(since)s::timestamptz IS NULL OR day >= (%(since)s AT TIME ZONE 'UTC')::date)
)
FROM analytics_variantshare known ORDER BY experiment, variant
"""


def sample_ratios(window: Window) -> list[dict[str, Any]]:
    """One check for each experiment that anybody was shown anything of in the window."""
    rows = fetch(_LISTENERS, {"since": window.since})
    checks = (_check(name, list(of_it)) for name, of_it in groupby(rows, key=lambda row: row[0]))
    return [check for check in checks if check]


def _check(experiment: str, rows: Iterable[tuple[Any, ...]]) -> dict[str, Any] | None:
    _, variants, shares, listeners = zip(*rows, strict=True)
    if not any(listeners):
        return None
    p = p_value(listeners, shares)
    return {
        "experiment": experiment,
        "variants": [
            {
                "variant": variant,
                "listeners": count,
                "expected_share": round(share / sum(shares), 4),
            }
            for variant, share, count in zip(variants, shares, listeners, strict=True)
        ],
        "p": round(p, 6),
        "ok": p >= THRESHOLD,
    }
