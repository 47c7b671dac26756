"""Whether counts are as they were to be. Pure."""

import math
from collections.abc import Sequence


def p_value(observed: Sequence[int], shares: Sequence[float]) -> float:
    """How likely counts at least as far from their shares are by chance, 0 to 1.

    Pearson's chi-squared test of goodness of fit. ``shares`` are in any unit, above 0, one for each
    count; the counts are not all 0.
    """
    total, whole = sum(observed), sum(shares)
    expected = [total * share / whole for share in shares]
    distance = sum(
        (count - wanted) ** 2 / wanted for count, wanted in zip(observed, expected, strict=True)
    )
    return survival(distance, degrees=len(observed) - 1)


def survival(distance: float, *, degrees: int) -> float:
    """The probability that a chi-squared variable of ``degrees`` (1 or more) exceeds ``distance``.

    It is Q(degrees/2, distance/2), the regularised upper incomplete gamma function: NIST DLMF 8.4.6
    (one half) and 8.4.5 (one) give its beginning, 8.8.6 the step from a to a + 1.
    """
    if distance <= 0:
        return 1.0
    x = distance / 2
    a, q = (0.5, math.erfc(math.sqrt(x))) if degrees % 2 else (1.0, math.exp(-x))
    while a < degrees / 2:
        q += math.exp(a * math.log(x) - x - math.lgamma(a + 1))
        a += 1
    return min(1.0, q)
