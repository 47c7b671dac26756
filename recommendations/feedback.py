"""What listeners say outright: the last word on each track and artist, and what it comes to."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy

from common.errors import NotFound
from common.folding import fold
from recommendations import lists, tracks
from recommendations.models import Feedback, Recommendation
from recommendations.types import Target, Verdicts, is_spotify_id
from users import selectors as users

Action = Feedback.Action

# No list is served that was made before this.
_UNDONE_KEPT_FOR = timedelta(days=30)


class UnknownTrack(NotFound):
    """Nobody knows of whom a track is that was never offered."""

    code = "unknown_track"
    sentence = gettext_lazy("There is no such track among those that were recommended.")


def say(user_id: int, action: str, target: Target) -> bool:
    """Make ``action`` the user's last word on the target; whether that changed anything.

    In a private session it is kept as a private word. Call inside a transaction that holds the
    user and ``lists.lock``. Raises UnknownTrack for a track of which nobody knows the artists.
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
    hidden = _names_of(row for row in rows if row.action == Action.HIDE_ARTIST)
    return Verdicts(
        liked={row.key: row.track_name for row in liked if hidden.isdisjoint(_names_of([row]))},
        rejected=_keys(rows, Action.DISLIKE) | _keys(rows, Action.HIDE_TRACK),
        hidden_artists=_keys(rows, Action.HIDE_ARTIST),
        hidden_names=hidden,
        likes=_by_artist(rows, Action.LIKE),
        dislikes=_by_artist(rows, Action.DISLIKE),
        names={fold(name): name for row in liked for name in row.artist_names},
    )


def hidden_names(user_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """The folded names of the artists that each of the users hid, where they are known."""
    rows = Feedback.objects.filter(user_id__in=list(user_ids), action=Action.HIDE_ARTIST)
    found: dict[int, list[Feedback]] = {user_id: [] for user_id in user_ids}
    for row in rows:
        found[row.user_id].append(row)
    return {user_id: _names_of(own) for user_id, own in found.items()}


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
    profile = users.taste_profile(user_id)
    about["private"] = profile is not None and profile.private_session
    Feedback.objects.update_or_create(
        user_id=user_id,
        subject=target.subject,
        key=target.key,
        defaults=about | {"action": action, "changed_at": timezone.now()},
    )
    return True


def _undo(user_id: int, target: Target) -> bool:
    """An artist that was hidden by id is also found by name, and the other way round."""
    said = Feedback.objects.filter(user_id=user_id, subject=target.subject)
    said = said.exclude(action=Action.UNDO)
    if target.subject == "artist":
        name = fold(_name_of(target))
        undone = said.filter(pk__in=[row.pk for row in said if _speaks_of(row, target, name)])
    else:
        undone = said.filter(key=target.key)
    return undone.update(action=Action.UNDO, changed_at=timezone.now()) > 0


def _speaks_of(row: Feedback, artist: Target, name: str) -> bool:
    """Whether the word is about the artist, one of the two by id and the other by name or not.

    Two ids are two artists, whatever their names.
    """
    two_ids = is_spotify_id(row.key) and is_spotify_id(artist.key)
    return row.key == artist.key or (not two_ids and name in _names_of([row]))


def _about_track(user_id: int, track_id: str) -> dict[str, object]:
    """Name and artists of a track that is known, or was recommended to the user."""
    for facts in tracks.known([track_id]):
        return {"track_name": facts.name, "artist_names": list(facts.artist_names)}
    row = Recommendation.objects.filter(user_id=user_id, track_id=track_id).first()
    if row is None:
        raise UnknownTrack
    return {"track_name": row.track_name, "artist_names": lists.artists_of(row)}


def _about(artist: Target) -> dict[str, object]:
    name = _name_of(artist)
    return {"artist_names": [name] if name else []}


def _name_of(artist: Target) -> str:
    """By an id as a known track has it, else as the listener wrote it; "" where nobody knows."""
    return (is_spotify_id(artist.key) and tracks.artist_name(artist.key)) or artist.name


def _keys(rows: Sequence[Feedback], action: str) -> frozenset[str]:
    return frozenset(row.key for row in rows if row.action == action)


def _names_of(rows: Iterable[Feedback]) -> frozenset[str]:
    return frozenset(fold(name) for row in rows for name in row.artist_names)


def _by_artist(rows: Sequence[Feedback], action: str) -> Counter[str]:
    names = (row.artist_names for row in rows if row.action == action)
    return Counter(fold(name) for each in names for name in each)
