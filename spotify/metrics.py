"""Our dealings with Spotify in the words of Prometheus."""

from collections.abc import Iterator, Mapping

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from common.upstream import metrics
from spotify.messages import Group
from spotify.status import SpotifyStatus

_SERVICE = "spotify"


def state_of_spotify(
    status: SpotifyStatus, calls: Mapping[tuple[str, ...], float]
) -> Iterator[Metric]:
    """Budget, circuits, credentials; ``calls`` by group and outcome, as ``heard`` was told them."""
    made = CounterMetricFamily(
        f"music_{_SERVICE}_calls",
        "Calls to Spotify, repeats and tokens too, by what came back: a status, or unreachable.",
        labels=["group", "outcome"],
    )
    for labels, count in sorted(calls.items()):
        made.add_metric(labels, count)
    yield made
    yield from metrics.budget(_SERVICE, status.budget)
    yield metrics.circuits(_SERVICE, Group, status.open_circuits)
    yield GaugeMetricFamily(
        f"music_{_SERVICE}_credentials_refused",
        "Whether Spotify lately refused the client id and secret.",
        float(status.credentials_refused),
    )
