"""A list as JSON, rendered once when it is made, so that reading it is handing out bytes."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from analytics import services as analytics
from analytics.types import ShownItem
from common.conditional import digest
from recommendations.models import Recommendation
from recommendations.reasons import in_english
from recommendations.reels import Reel
from recommendations.types import DEFAULT_COUNT

# JSON written without spaces has no line break, so one can divide items.
DIVIDER = b",\n"


@dataclass(frozen=True)
class RenderedList:
    """What an answer is put together from.

    ``first`` holds the items of an answer of the usual length, ``rest`` those beyond; ``shown``
    is what analytics wants to know of them once they are shown, ``reel`` what goes on with the
    list.
    """

    user_id: int
    generated_at: datetime
    fresh_until: datetime
    first: bytes
    rest: bytes
    shown: bytes
    size: int
    reel: Reel

    @cached_property
    def head(self) -> bytes:
        """The beginning of the body."""
        return head(self.user_id, self.generated_at, self.fresh_until)

    @cached_property
    def version(self) -> str:
        """The name of this list."""
        return version(self.generated_at, self.head, self.first, self.rest)

    def answer(self, *, count: int, source: str, stale: bool) -> bytes:
        """The whole body with at most ``count`` items."""
        count = min(count, self.size)
        return assemble(
            self.head,
            items(self.first, self.rest, count),
            count=count,
            source=source,
            stale=stale,
            more=cursor(self.version, count),
        )


def render(
    user_id: int,
    rows: Sequence[Recommendation],
    reel: Reel,
    *,
    generated_at: datetime,
    fresh_until: datetime,
) -> RenderedList:
    """Render a user's rows, in their order, which is that of the reel."""
    rendered = each(rows)
    return RenderedList(
        user_id=user_id,
        generated_at=generated_at,
        fresh_until=fresh_until,
        first=DIVIDER.join(rendered[:DEFAULT_COUNT]),
        rest=DIVIDER.join(rendered[DEFAULT_COUNT:]),
        shown=analytics.packed(map(_shown, rows)),
        size=len(rendered),
        reel=reel,
    )


def each(rows: Iterable[Recommendation]) -> list[bytes]:
    """Every row as an item of an answer."""
    return [_dump(_item(row)) for row in rows]


def head(user_id: int, generated_at: datetime, fresh_until: datetime) -> bytes:
    """The beginning of a body: what does not change from read to read."""
    fields = {
        "user_id": user_id,
        "generated_at": timestamp(generated_at),
        "fresh_until": timestamp(fresh_until),
    }
    return _dump(fields)[:-1]


def version(generated_at: datetime, start: bytes, first: bytes, rest: bytes) -> str:
    """A name for a list with this ``head`` and these items, and for no other. Sorts by age."""
    return f"{int(generated_at.timestamp()):08x}{digest(start, first, rest)}"


def cursor(version: str, count: int) -> str:
    """What leads on behind the first ``count`` items of the list of that name."""
    return f"{version}.{count}"


def tag(version: str, *, count: int, stale: bool) -> str:
    """The ETag of an answer from the cache: its bytes follow from these three."""
    return f'"{version}.{count}{"s" if stale else ""}"'


def items(first: bytes, rest: bytes, count: int) -> bytes:
    """The first ``count`` items as they stand between the brackets."""
    if count == DEFAULT_COUNT:
        return first
    everything = DIVIDER.join(part for part in (first, rest) if part)
    return DIVIDER.join(everything.split(DIVIDER)[:count])


def assemble(
    start: bytes, body: bytes, *, count: int, source: str, stale: bool, more: str | None
) -> bytes:
    """Put a body together from its ``head`` and its ``items``; ``more`` is the next cursor."""
    return b'%s,"source":"%s","count":%d,"stale":%s,"next_cursor":%s,"recommendations":[%s]}' % (
        start,
        source.encode(),
        count,
        b"true" if stale else b"false",
        b'"%s"' % more.encode() if more else b"null",
        body,
    )


def timestamp(moment: datetime) -> str:
    """ISO 8601 in UTC, as DRF writes it."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _shown(row: Recommendation) -> ShownItem:
    (source, *_) = row.metadata.get("sources") or [""]
    return ShownItem(row.pk, source[:40], row.reason_code, row.variant)


def _item(row: Recommendation) -> dict[str, Any]:
    return {
        "id": row.pk,
        "track_id": row.track_id,
        "track_name": row.track_name,
        "artist_name": row.artist_name,
        "album_name": row.album_name,
        "preview_url": row.preview_url,
        "spotify_url": row.spotify_url,
        "album_art_url": row.album_art_url,
        "duration_ms": row.duration_ms,
        "popularity": row.popularity,
        "metadata": row.metadata,
        "created_at": timestamp(row.created_at),
        "position": row.position,
        "score": row.score,
        "reason": _reason(row),
    }


def _reason(row: Recommendation) -> dict[str, Any]:
    text = in_english(row.reason_code, row.reason_value, row.reason_close_to)
    reason: dict[str, Any] = {"code": row.reason_code, "value": row.reason_value, "text": text}
    reason["evidence"] = row.reason_evidence
    return reason | ({"close_to": row.reason_close_to} if row.reason_close_to else {})


def _dump(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()
