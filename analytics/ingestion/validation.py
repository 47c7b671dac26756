"""What makes an event valid. Pure, and quick: DRF's serializers took 110 ms for 1,000 events."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from analytics.ingestion import errors
from analytics.ingestion.fields import MAX_ID, metadata, moment, text, whole_number
from common.access import NotYours
from common.errors import DomainError

ACTIONS = frozenset({"play", "like", "skip", "share"})
MAX_MS = 2**31 - 1
NAME_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sends the events: a user, for whom staff may stand in, or a service, which is none.

    ``user_id`` is whose an event is that names nobody; ``for_anyone``: whether it may name others.
    """

    user_id: int | None
    for_anyone: bool = False


def validated(raw: Any, caller: Caller, now: datetime) -> dict[str, Any]:
    """One event as the columns of a row, ready to become JSON.

    ``raw`` may be the error that reading it gave, which is raised then.
    Without ``event_id`` it gets one here, without ``timestamp`` it happened now (and
    ``timestamp_given`` is false). Raises one of ``errors``, or NotYours.
    """
    if not isinstance(raw, dict):
        raise raw if isinstance(raw, DomainError) else errors.NotAnObject
    artist = text(raw, "artist_name", NAME_LENGTH)
    at = moment(raw, "timestamp", now)
    return {
        "user_id": _user(raw, caller),
        "recommendation_id": whole_number(raw, "recommendation", 1, MAX_ID),
        "track_id": text(raw, "track_id", 64),
        "track_name": text(raw, "track_name", NAME_LENGTH),
        "artist_name": artist,
        "artist_key": artist.casefold(),
        "action": _action(raw),
        "metadata": metadata(raw, "metadata"),
        "timestamp": (at or now).isoformat(),
        "timestamp_given": at is not None,
        "event_id": text(raw, "event_id", 64, required=False) or uuid.uuid4().hex,
        "ms_played": whole_number(raw, "ms_played", 0, MAX_MS),
        "duration_ms": whole_number(raw, "duration_ms", 0, MAX_MS),
        "reason_end": text(raw, "reason_end", 32, required=False),
    }


def _user(raw: Mapping[str, Any], caller: Caller) -> int:
    user_id = whole_number(raw, "user", 1, MAX_ID) or caller.user_id
    if user_id is None:
        sentence = gettext("A service says whose each event is.")
        raise errors.FieldMissing(sentence, detail={"user": [sentence]})
    if user_id != caller.user_id and not caller.for_anyone:
        raise NotYours(detail={"user": [NotYours.sentence]})
    return user_id


def _action(raw: Mapping[str, Any]) -> str:
    action = text(raw, "action", 32)
    if action not in ACTIONS:
        sentence = gettext("One of play, like, skip, share.")
        raise errors.UnknownAction(sentence, detail={"action": [sentence]})
    return action
