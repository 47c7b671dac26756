"""What is counted, and how it stands, in the words of Prometheus.

Two kinds. What each web process counts itself (requests, reads, events) is added up over the
processes of its container; ``counter`` and ``histogram`` make such metrics. The state of the whole
(pools, queues, budgets) is looked up in PostgreSQL and Redis when somebody asks, and is the same
from every container; a function decorated with ``state_of`` gives it.
"""

import logging
import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Literal

from django.db import Error as DatabaseError
from django.db import connection, transaction
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from common.metric_files import FilesOfAllProcesses
from common.patience import within
from common.redis_client import RedisError

logger = logging.getLogger(__name__)

NAMESPACE = "music"
# The state is looked up at most this often in each process, in seconds. Shorter than any sensible
# interval between two questions: of two processes asked in turns none may seem to go backwards.
_KEPT = 5.0
# How long PostgreSQL may take over one statement, in milliseconds.
_STATEMENT_LIMIT = 1000
# How long in all each function may take over PostgreSQL, where it says nothing, in seconds.
_PATIENCE = 5.0

Dependency = Literal["postgresql", "redis"]
Families = Iterable[Metric]

_AWAY: dict[Dependency, type[Exception]] = {"postgresql": DatabaseError, "redis": RedisError}
_REGISTRY = CollectorRegistry()
disable_created_metrics()  # when each count began: nobody asks, and it doubles the text


@dataclass(frozen=True, slots=True)
class _Source:
    needs: Dependency
    look_up: Callable[[], Families]


_sources: list[_Source] = []


def counter(name: str, about: str, labels: Collection[str]) -> Counter:
    """Something that this process counts; ``name`` without namespace and ``_total``."""
    return Counter(name, about, labels, namespace=NAMESPACE, registry=_REGISTRY)


def histogram(
    name: str, about: str, labels: Collection[str], buckets: Collection[float]
) -> Histogram:
    """Seconds that this process measures."""
    return Histogram(
        name, about, labels, namespace=NAMESPACE, registry=_REGISTRY, buckets=tuple(buckets)
    )


def state_of(needs: Dependency) -> Callable[[Callable[[], Families]], Callable[[], Families]]:
    """Let a function have its say in each exposition; it is left out while ``needs`` is away."""

    def register(look_up: Callable[[], Families]) -> Callable[[], Families]:
        _sources.append(_Source(needs, look_up))
        return look_up

    return register


def gauge(
    name: str, about: str, values: Mapping[Any, float], labels: Collection[str] = ()
) -> Metric:
    """One family of the state: a value for each tuple of the labels' values."""
    family = GaugeMetricFamily(f"{NAMESPACE}_{name}", about, labels=tuple(labels))
    for key, value in values.items():
        family.add_metric(key, value)
    return family


def exposition() -> bytes:
    """All metrics as text. Never fails for PostgreSQL or Redis being away: it says so."""
    return generate_latest(_counted()) + _state.text()


def _counted() -> CollectorRegistry:
    """What was counted: by all processes of the server where they write files, else by this one."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return _REGISTRY
    everyone = CollectorRegistry()
    everyone.register(FilesOfAllProcesses())
    return everyone


class _State(Collector):
    """The state of the whole, kept for a moment: however many ask, it costs the same."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept = (b"", 0.0)

    def text(self) -> bytes:
        """The state as text, looked up now or a moment ago."""
        with self._lock:
            text, until = self._kept
            if until <= time.monotonic():
                registry = CollectorRegistry()
                registry.register(self)
                text = generate_latest(registry)
                self._kept = (text, time.monotonic() + _KEPT)
            return text

    def forget(self) -> None:
        """Look it up anew at the next question."""
        with self._lock:
            self._kept = (b"", 0.0)

    def describe(self) -> Families:
        """Nothing: to say it would be to look it up."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Each source in turn; one whose dependency failed before is not asked."""
        up = dict.fromkeys(_AWAY, 1.0)
        for source in _sources:
            if not up[source.needs]:
                continue
            try:
                yield from _looked_up(source)
            except _AWAY[source.needs] as error:
                logger.warning("Metrics: %s does not answer: %s", source.needs, error)
                up[source.needs] = 0.0
        about = "Whether it answered (1) when the state was looked up."
        yield gauge("dependency_up", about, {(name,): up[name] for name in up}, ["dependency"])


def _looked_up(source: _Source) -> list[Metric]:
    if source.needs != "postgresql":
        return list(source.look_up())
    with within(_PATIENCE), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {_STATEMENT_LIMIT}")
        return list(source.look_up())


_state = _State()
forget_state = _state.forget
