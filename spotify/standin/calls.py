"""What was called: counts, and the latest requests."""

import threading
from collections import Counter, deque
from typing import Any

from spotify.standin.messages import Answer, Delivery, Request

_RECENT = 500


class CallLog:
    """Counts calls by endpoint group and by outcome. Safe to use from many threads.

    Of bodies and headers only X-Request-ID is kept, so no token and no secret is.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.clear()

    def clear(self) -> None:
        """Start counting from nothing."""
        with self._lock:
            self._groups: Counter[str] = Counter()
            self._outcomes: Counter[str] = Counter()
            self._recent: deque[dict[str, str]] = deque(maxlen=_RECENT)

    def record(self, request: Request, group: str, answer: Answer) -> None:
        """Count one call. An answer that was not delivered whole counts as what became of it."""
        whole = answer.delivery is Delivery.WHOLE
        outcome = str(answer.status) if whole else answer.delivery.value
        with self._lock:
            self._groups[group] += 1
            self._outcomes[outcome] += 1
            self._recent.append(
                {
                    "method": request.method,
                    "path": request.path,
                    "query": request.query,
                    "group": group,
                    "outcome": outcome,
                    "request_id": request.headers.get("X-Request-ID", ""),
                }
            )

    def summary(self) -> dict[str, Any]:
        """``{"total", "by_group", "by_status", "recent"}``; the newest request comes last."""
        with self._lock:
            return {
                "total": self._groups.total(),
                "by_group": dict(self._groups),
                "by_status": dict(self._outcomes),
                "recent": list(self._recent),
            }
