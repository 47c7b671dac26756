"""Budget and circuits of a service outside, in the words of Prometheus."""

from collections.abc import Iterable, Iterator

from prometheus_client.core import GaugeMetricFamily, Metric

from common.upstream.budget import BudgetUse
from common.upstream.circuit import Opening


def budget(service: str, use: BudgetUse) -> Iterator[Metric]:
    """The day's calls: how many may be made in all, were made, may be made at once."""
    figures = {
        "limit": ("Calls that may be made in a day (UTC).", use.limit),
        "used": ("Calls that were counted today.", use.used),
        "left": ("Calls that may be made at once, of what is allowed by now.", use.left_now),
    }
    for name, (about, value) in figures.items():
        yield GaugeMetricFamily(f"music_{service}_budget_{name}_calls", about, value)


def circuits(service: str, groups: Iterable[str], openings: Iterable[Opening]) -> Metric:
    """One value for each endpoint group; ``openings`` are those that are open."""
    seconds = {opening.group: opening.seconds_left for opening in openings}
    family = GaugeMetricFamily(
        f"music_{service}_circuit_open_seconds",
        "Seconds for which an endpoint group is still left alone; 0: its circuit is closed.",
        labels=["group"],
    )
    for group in groups:
        family.add_metric([group], seconds.get(group, 0.0))
    return family
