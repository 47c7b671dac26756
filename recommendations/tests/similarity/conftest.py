"""What the tests of similarity share."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from recommendations.models import SimilarItem, SimilarityVersion
from recommendations.similarity import store, versions

Lists = Mapping[str, Sequence[tuple[str, float]]]


@pytest.fixture(autouse=True)
def _no_lists_in_memory() -> None:
    """No test is served from what another has read."""
    store.forget()


@pytest.fixture
def learned(db: None) -> Callable[..., SimilarityVersion]:
    """A stored and served version: ``learned("track", {"a": [("b", 0.5)]})``."""

    def keep(kind: str, lists: Lists, **facts: Any) -> SimilarityVersion:
        counts = dict.fromkeys(("listeners", "interactions", "items", "links", "training_ms"), 0)
        version = versions.begin(kind, **counts | facts)
        keys = sorted({*lists, *(key for pairs in lists.values() for key, _ in pairs)})
        store.write(
            SimilarItem(
                version=version,
                number=number,
                key=key,
                listeners=2,
                neighbours=[keys.index(other) for other, _ in lists.get(key, ())],
                weights=[weight for _, weight in lists.get(key, ())],
            )
            for number, key in enumerate(keys)
        )
        versions.complete(version)
        version.refresh_from_db()
        return version

    return keep
