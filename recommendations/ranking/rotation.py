"""What was shown several times and not taken up sinks, and comes up again with time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from recommendations.ranking.weights import Weights


def kept_shares(
    shown: Mapping[str, Sequence[date]],
    weights: Weights,
    *,
    now: datetime,
    last_heard: Mapping[str, datetime],
) -> dict[str, float]:
    """The share of its score, above 0 and below 1, that each track keeps which must sink.

    ``shown``: track id to the days (UTC) on which the listener was shown it. Days up to its last
    play do not count.
    """
    shares = {}
    for track_id, days in shown.items():
        heard = last_heard.get(track_id)
        since = [day for day in days if heard is None or day > heard.date()]
        share = kept_share(since, weights, today=now.date())
        if share < 1:
            shares[track_id] = share
    return shares


def kept_share(days: Iterable[date], weights: Weights, *, today: date) -> float:
    """1 for the first ``shown_free`` showings; each one more costs ``shown_cost`` of the rest.

    A showing counts 1 on its day and half as much ``shown_half_life`` days later (exponential
    decay), so that a track that sank out of sight comes back by itself.
    """
    shown = sum(0.5 ** ((today - day).days / weights.shown_half_life) for day in days)
    return float((1 - weights.shown_cost) ** max(0.0, shown - weights.shown_free))
