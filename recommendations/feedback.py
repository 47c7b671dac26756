"""What listeners say outright: the last word on each track and artist, and what it comes to."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from common.errors import NotFound
from recommendations import tracks
from recommendations.models import Feedback, Recommendation
from recommendations.types import Target, Verdicts

Action = Feedback.Action

# No list is served that was made before this.
_UNDONE_KEPT_FOR = timedelta(days=30)


class UnknownTrack(NotFound):
    """Nobody knows of whom a track is that was never offered."""

    code = "unknown_track"
    sentence = gettext_lazy("There is no such track among those that were recommended.")


def say(user_id: int, action: str, target: Target) -> bool:
    """Make ``action`` the user's last word on the target; whether that changed anything.

    Call inside a transaction that holds the user and ``lists.lock``. Raises UnknownTrack for a
    track of which nobody knows the artists.
    """
    if action == Action.UNDO:
        return _undo(user_id, target)
    return _store(user_id, action, target)


def of_user(user_id: int) -> Verdicts:
    """What the user's feedback comes to; one query."""
    return of_users([user_id])[user_id]


def of_users(user_ids: Collection[int]) -> dict[int, Verdicts]:
    """What each of the users' feedback comes to, also of those without any; one query."""
    said = Feedback.objects.filter(user_id__in=list(user_ids)).exclude(action=Action.UNDO)
    rows: dict[int, list[Feedback]] = {user_id: [] for user_id in user_ids}
    for row in said.order_by("-changed_at", "-id"):
        rows[row.user_id].append(row)
    return {user_id: _verdicts(own) for user_id, own in rows.items()}


def _verdicts(rows: Sequence[Feedback]) -> Verdicts:
    liked = [row for row in rows if row.action == Action.LIKE]
    return Verdicts(
        liked={row.key: row.track_name for row in liked},
        rejected=_keys(rows, Action.DISLIKE) | _keys(rows, Action.HIDE_TRACK),
        hidden_artists=_keys(rows, Action.HIDE_ARTIST),
        likes=_by_artist(rows, Action.LIKE),
        dislikes=_by_artist(rows, Action.DISLIKE),
        names={name.casefold(): name for row in liked for name in row.artist_names},
    )


def hidden_names(user_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """The folded names of the artists that each of the users hid, where they are known."""
    rows = Feedback.objects.filter(user_id__in=list(user_ids), action=Action.HIDE_ARTIST)
    found: dict[int, set[str]] = {user_id: set() for user_id in user_ids}
    for user_id, names in rows.values_list("user_id", "artist_names"):
        found[user_id].update(name.casefold() for name in names)
    return {user_id: frozenset(names) for user_id, names in found.items()}


def changed_since(user_id: int, moment: datetime) -> bool:
    """Whether the user said or took back anything at or after ``moment``."""
    return Feedback.objects.filter(user_id=user_id, changed_at__gte=moment).exists()


def purge(now: datetime) -> int:
    """Delete what was undone so long ago that no list can be older; how many rows."""
    old = Feedback.objects.filter(action=Action.UNDO, changed_at__lt=now - _UNDONE_KEPT_FOR)
    return old.delete()[0]


def _store(user_id: int, action: str, target: Target) -> bool:
    same = Feedback.objects.filter(user_id=user_id, subject=target.subject, key=target.key)
    if same.filter(action=action).exists():
        return False
    about = _about_track(user_id, target.key) if target.subject == "track" else _about(target)
    Feedback.objects.update_or_create(
        user_id=user_id,
        subject=target.subject,
        key=target.key,
        defaults=about | {"action": action, "changed_at": timezone.now()},
    )
    return True


def _undo(user_id: int, target: Target) -> bool:
    """An artist that was hidden by id is also found by name."""
    named = Q(key=target.key)
    if target.name:
        named |= Q(artist_names__contains=[target.name])
    said = Feedback.objects.filter(named, user_id=user_id, subject=target.subject)
    undone = said.exclude(action=Action.UNDO)
    return undone.update(action=Action.UNDO, changed_at=timezone.now()) > 0


def _about_track(user_id: int, track_id: str) -> dict[str, object]:
    """Name and artists of a track that is known, or was recommended to the user."""
    for facts in tracks.known([track_id]):
        return {"track_name": facts.name, "artist_names": list(facts.artist_names)}
    row = Recommendation.objects.filter(user_id=user_id, track_id=track_id).first()
    if row is None:
        raise UnknownTrack
    return {"track_name": row.track_name, "artist_names": [row.artist_name]}


def _about(artist: Target) -> dict[str, object]:
    """The artist's name as the listener wrote it or, by an id alone, as a known track has it."""
    name = artist.name or tracks.artist_name(artist.key)
    return {"artist_names": [name] if name else []}


def _keys(rows: Sequence[Feedback], action: str) -> frozenset[str]:
    return frozenset(row.key for row in rows if row.action == action)


def _by_artist(rows: Sequence[Feedback], action: str) -> Counter[str]:
    names = (row.artist_names for row in rows if row.action == action)
    return Counter(name.casefold() for each in names for name in each)
