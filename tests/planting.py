"""Puts something recognisable of a user's into every table that holds what is a user's."""

import ipaddress
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

_NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
_LATER = _NOW + timedelta(days=30)


class Mark(str):
    """A text that stands in one place only, and the same as number, address and moment."""

    @property
    def number(self) -> int:
        """For columns of numbers."""
        return zlib.crc32(self.encode())

    @property
    def address(self) -> str:
        """For columns of addresses."""
        return str(ipaddress.IPv4Address(self.number))

    @property
    def moment(self) -> datetime:
        """For columns of times."""
        return _NOW.replace(microsecond=self.number % 1_000_000)

    def is_in(self, text: str) -> bool:
        """Whether the text holds it in any of its forms."""
        forms = (self, str(self.number), self.address, f"{self.moment:%H:%M:%S.%f}")
        return any(form in text for form in forms)


def plant_everywhere(user: Any) -> dict[str, Mark]:
    """Table -> the mark that now stands in it, in a row about the user."""
    marks = {table: Mark(f"{user.username}{number:02}") for number, table in enumerate(PLANTED)}
    for table, mark in marks.items():
        PLANTED[table](user, mark)
    return marks


def _create(label: str, **fields: Any) -> Any:
    return apps.get_model(label).objects.create(**fields)


def _track(mark: Mark) -> dict[str, Any]:
    return {"track_id": "t", "track_name": mark, "artist_name": "a"}


def _account(user: Any, mark: Mark) -> None:
    user.first_name = mark
    user.save()


def _profile(user: Any, mark: Mark) -> None:
    user.profile.favorite_artists = [mark]
    user.profile.save()


def _permission(user: Any, mark: Mark) -> None:
    kind = ContentType.objects.get_for_model(type(user))
    user.user_permissions.add(Permission.objects.create(codename=mark, content_type=kind))


def _service_key(user: Any, mark: Mark) -> None:
    _create("users.ServiceKey", created_by=user, name=mark, prefix=mark[-8:], scopes=[])


def _token(user: Any, mark: Mark) -> None:
    times = {"created_at": _NOW, "expires_at": _LATER}
    _create("token_blacklist.OutstandingToken", user=user, jti=mark, token=f"t{mark}", **times)


def _answer(user: Any, mark: Mark) -> None:
    answer = {"fingerprint": b"f", "status": 201, "created_at": _NOW}
    _create("users.AnsweredRequest", about=user, name=mark.encode(), body=mark.encode(), **answer)


def _admin_log(user: Any, mark: Mark) -> None:
    account = {"content_type": ContentType.objects.get_for_model(type(user)), "object_id": user.pk}
    _create("admin.LogEntry", user=user, action_flag=2, change_message=mark, **account)


def _failed_log_in(user: Any, mark: Mark) -> None:
    made = _create("axes.AccessFailureLog", username=user.username)
    type(made).objects.filter(pk=made.pk).update(attempt_time=mark.moment)


def _activity(user: Any, mark: Mark) -> None:
    event = _track(mark) | {"artist_key": "a", "action": "play", "event_id": "e"}
    _create("analytics.UserActivity", user=user, timestamp=_NOW, **event)


def _impression(user: Any, mark: Mark) -> None:
    shown = {"recommendation_id": 1, "day": _NOW.date(), "shown_at": _NOW, "position": 1}
    _create("analytics.Impression", user_id=user.pk, source=mark, reason="genre", **shown)


def _user_day(user: Any, mark: Mark) -> None:
    _create("analytics.UserDay", user_id=user.pk, day=_NOW.date(), plays=mark.number)


def _user_span(user: Any, mark: Mark) -> None:
    _create("analytics.UserSpan", user_id=user.pk, window="7d", events=mark.number)


def _user_total(user: Any, mark: Mark) -> None:
    _create("analytics.UserTotal", user_id=user.pk, events=mark.number, last_at=_NOW)


def _recommendation(user: Any, mark: Mark) -> None:
    times = {"created_at": _NOW, "chosen_at": _NOW, "expires_at": _LATER}
    rest = {"spotify_url": "https://example.org", "reason_code": "genre"}
    _create("recommendations.Recommendation", user=user, **_track(mark), **rest, **times)


def _feedback(user: Any, mark: Mark) -> None:
    said = {"subject": "artist", "action": "like", "changed_at": _NOW}
    _create("recommendations.Feedback", user=user, key=mark, **said)


def _refresh(user: Any, mark: Mark) -> None:
    _create("recommendations.RecommendationLog", user=user, trigger="read", error=mark)


# Table -> what puts a row about a user with a mark into it.
PLANTED = {
    "users_user": _account,
    "users_userprofile": _profile,
    "users_user_groups": lambda user, mark: user.groups.add(Group.objects.create(name=mark)),
    "users_user_user_permissions": _permission,
    "users_servicekey": _service_key,
    "users_answeredrequest": _answer,
    "token_blacklist_outstandingtoken": _token,
    "django_admin_log": _admin_log,
    "axes_accesslog": lambda user, mark: _create(
        "axes.AccessLog", username=user.username, ip_address=mark.address
    ),
    "axes_accessfailurelog": _failed_log_in,
    "analytics_useractivity": _activity,
    "analytics_userday": _user_day,
    "analytics_userspan": _user_span,
    "analytics_usertotal": _user_total,
    "analytics_impression": _impression,
    "analytics_importjob": lambda user, mark: _create("analytics.ImportJob", user=user, error=mark),
    "recommendations_recommendation": _recommendation,
    "recommendations_feedback": _feedback,
    "recommendations_recommendationlog": _refresh,
}
