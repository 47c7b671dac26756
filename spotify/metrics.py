"""Our dealings with Spotify in the words of Prometheus."""

from collections.abc import Iterator, Mapping

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from spotify.messages import Group
from spotify.status import SpotifyStatus

_NAME = "music_spotify"


def state_of_spotify(
    status: SpotifyStatus, calls: Mapping[tuple[str, ...], float]
) -> Iterator[Metric]:
    """Budget, circuits, credentials; ``calls`` by group and outcome, as ``heard`` was told them."""
    made = CounterMetricFamily(
        f"{_NAME}_calls",
        "Calls to Spotify, repeats and tokens too, by what came back: a status, or unreachable.",
        labels=["group", "outcome"],
    )
    for labels, count in sorted(calls.items()):
        made.add_metric(labels, count)
    yield made
    yield from _budget(status)
    seconds = {opening.group: opening.seconds_left for opening in status.open_circuits}
    circuits = GaugeMetricFamily(
        f"{_NAME}_circuit_open_seconds",
        "Seconds for which an endpoint group is still left alone; 0: its circuit is closed.",
        labels=["group"],
    )
    for group in Group:
        circuits.add_metric([group], seconds.get(group, 0.0))
    yield circuits
    yield GaugeMetricFamily(
        f"{_NAME}_credentials_refused",
        "Whether Spotify lately refused the client id and secret.",
        float(status.credentials_refused),
    )


def _budget(status: SpotifyStatus) -> Iterator[Metric]:
    budget = status.budget
    figures = {
        "limit": ("Calls that may be made in a day (UTC).", budget.limit),
        "used": ("Calls made today, tokens left out.", budget.used),
        "left": ("Calls that may be made at once, of what is allowed by now.", budget.left_now),
    }
    for name, (about, value) in figures.items():
        yield GaugeMetricFamily(f"{_NAME}_budget_{name}_calls", about, value)
