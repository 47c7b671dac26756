"""Counts that all processes add to, in Redis: of work in workers, which nobody asks for metrics.

A tally is a hash of counts that only grow. It expires long after the last count; whoever reads it
takes a fall to nothing for a new beginning, as Prometheus does.
"""

import json
import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import cast

from common.redis_client import RedisError, redis_client

logger = logging.getLogger(__name__)

Labels = tuple[str, ...]

_KEPT_FOR = timedelta(days=90)


def add(tally: str, counts: Mapping[Labels, float]) -> None:
    """Add to the counts of a tally, each named by the values of its labels.

    Without Redis they are lost, and the log says so.
    """
    key = _key(tally)
    try:
        pipe = redis_client().pipeline(transaction=False)
        for labels, by in counts.items():
            pipe.hincrbyfloat(key, json.dumps(labels), by)
        pipe.expire(key, _KEPT_FOR)
        pipe.execute()
    except RedisError as error:
        logger.warning("%s were not counted, Redis is away: %s", tally, error)


def read(tally: str) -> dict[Labels, float]:
    """All counts of a tally. Raises RedisError."""
    found = cast("dict[bytes, bytes]", redis_client().hgetall(_key(tally)))
    return {tuple(json.loads(labels)): float(count) for labels, count in found.items()}


def _key(tally: str) -> str:
    return f"music:tally:{tally}"
