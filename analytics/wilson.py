"""How sure a rate is. Pure."""

import math

# Two-sided 95 %.
_Z = 1.959963984540054


def interval(hits: int, tries: int) -> tuple[float, float]:
    """The 95 % confidence interval of a rate, as (low, high) between 0 and 1.

    Wilson's score interval (E. B. Wilson, "Probable Inference, the Law of Succession, and
    Statistical Inference", JASA 1927): honest also for few tries and for rates near 0 and 1.
    Without any tries everything is possible: (0, 1).
    """
    if tries == 0:
        return 0.0, 1.0
    rate, square = hits / tries, _Z * _Z
    centre = (rate + square / (2 * tries)) / (1 + square / tries)
    spread = math.sqrt(rate * (1 - rate) / tries + square / (4 * tries * tries))
    margin = _Z * spread / (1 + square / tries)
    return max(0.0, centre - margin), min(1.0, centre + margin)
