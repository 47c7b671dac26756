"""What this app may do: no call tells, so we try, and remember the verdict for a day."""

from common.upstream.store import Store
from spotify.config import SpotifyConfig

SMALL_PAGE = 10
"""The most that every app may ask of search and of an artist's albums."""
LARGE_PAGE = 50
"""The most that apps with extended quota may ask."""

_UNTRIED, _PROMISING, _LARGE, _SMALL = "untried", "promising", "large", "small"
_PROBE_SECONDS = 30.0  # for this long one call at most tries the large page


class Capabilities:
    """Verdicts on one Spotify app, shared by all processes."""

    def __init__(self, store: Store, config: SpotifyConfig) -> None:
        self._store = store
        self._memory = config.capability_memory
        self._page_key = f"{config.key_prefix}capability:page_size"
        self._probe_key = f"{config.key_prefix}capability:page_size:probing"
        self._recommendations_key = f"{config.key_prefix}capability:recommendations"

    def recommendations(self) -> bool | None:
        """Whether the app may use ``/recommendations``; None if nobody has tried lately."""
        entry = self._store.get(self._recommendations_key)
        return entry.value == "yes" if entry is not None else None

    def found_recommendations(self, present: bool) -> None:
        """Remember whether ``/recommendations`` is there for this app."""
        self._store.put(self._recommendations_key, "yes" if present else "no", self._memory)

    def page_verdict(self) -> str:
        """``untried``, ``promising`` (a small page worked), ``large`` or ``small``."""
        entry = self._store.get(self._page_key)
        return entry.value if entry is not None else _UNTRIED

    def page_size(self, wanted: int | None) -> int:
        """How many items to ask for: ``wanted`` or fewer; None wants as many as may be.

        After a small page worked, one caller at a time is given a larger size to try.
        """
        size = LARGE_PAGE if wanted is None else max(1, min(wanted, LARGE_PAGE))
        if size <= SMALL_PAGE:
            return size
        verdict = self.page_verdict()
        if verdict == _LARGE or (verdict == _PROMISING and self._may_probe()):
            return size
        return SMALL_PAGE

    def page_worked(self, size: int) -> None:
        """A page of this size was served."""
        if size > SMALL_PAGE:
            self._store.put(self._page_key, _LARGE, self._memory)
        else:
            self._store.add(self._page_key, _PROMISING, self._memory)

    def page_refused(self) -> None:
        """A page above the small size was refused as too large."""
        self._store.put(self._page_key, _SMALL, self._memory)

    def _may_probe(self) -> bool:
        return self._store.add(self._probe_key, "1", _PROBE_SECONDS)
