"""How the tasks of all workers ended and how long they took, and how many wait."""

from collections import defaultdict
from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric

from common import tallies
from common.metrics import NAMESPACE, gauge, state_of
from common.task_trace import BUCKETS, LAST, SUM, TALLY
from music_discovery_backend.queues import queue_lengths


@state_of("redis")
def _tasks() -> Iterator[Metric]:
    ended = CounterMetricFamily(
        f"{NAMESPACE}_tasks", "Tasks that ended, in all workers.", labels=["task", "outcome"]
    )
    seconds = HistogramMetricFamily(
        f"{NAMESPACE}_task_seconds", "Seconds that tasks took.", labels=["task"]
    )
    outcomes: dict[tuple[str, str], float] = defaultdict(float)
    durations: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for (task, outcome, part), count in tallies.read(TALLY).items():
        durations[task][part] += count
        if part != SUM:
            outcomes[task, outcome] += count
    for labels, count in sorted(outcomes.items()):
        ended.add_metric(labels, count)
    for task, parts in sorted(durations.items()):
        seconds.add_metric([task], _cumulative(parts), parts[SUM])
    yield ended
    yield seconds


@state_of("redis")
def _queues() -> Iterator[Metric]:
    about = "Tasks that wait in a queue for a worker."
    waiting = {(queue,): float(length) for queue, length in queue_lengths().items()}
    yield gauge("queue_length", about, waiting, ["queue"])


def _cumulative(parts: dict[str, float]) -> list[tuple[str, float]]:
    """Prometheus' form: how many took up to so long."""
    buckets, so_far = [], 0.0
    for end in (*map(str, BUCKETS), LAST):
        so_far += parts[end]
        buckets.append((end, so_far))
    return buckets
