"""What this app keeps about a user, and Django and its companions along with it.

What proves who someone is stays out: the password's hash, tokens and session keys. So does what is
somebody else's: whom an operator dealt with, who dealt with an account, and from where a stranger
failed to log in.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from axes.models import AccessFailureLog, AccessLog
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from common.rows import rows
from users.models import AnsweredRequest, ServiceKey, User, UserProfile
from users.traces import admin_sessions

_SECRET = {"password", "hashed_key"}


def own_data(user_id: int) -> Mapping[str, Iterator[dict[str, Any]]]:
    """Section name -> its rows, read as they are iterated over."""
    username = User.objects.filter(pk=user_id).values_list("username", flat=True).first() or ""
    return {
        "account": rows(User.objects.filter(pk=user_id), hidden=_SECRET),
        "profile": rows(UserProfile.objects.filter(user_id=user_id), hidden={"id", "user"}),
        "groups": _only(Group.objects.filter(user=user_id), "name"),
        "permissions": _only(Permission.objects.filter(user=user_id), "codename"),
        "tokens": _tokens(user_id),
        "log_ins": _only(AccessLog.objects.filter(username=username), "attempt_time", "ip_address"),
        "failed_log_ins": _only(AccessFailureLog.objects.filter(username=username), "attempt_time"),
        "admin_sessions": _sessions(user_id),
        "service_keys": rows(
            ServiceKey.objects.filter(created_by=user_id), hidden={*_SECRET, "created_by"}
        ),
        "kept_answers": _answers(user_id),
        "done_as_operator": _deeds(LogEntry.objects.filter(user_id=user_id)),
        "done_by_operators": _deeds(_about(user_id), "change_message"),
    }


def _tokens(user_id: int) -> Iterator[dict[str, Any]]:
    """When refresh tokens were given, and whether they still work."""
    given = OutstandingToken.objects.filter(user_id=user_id)
    return _only(
        given, "jti", "created_at", "expires_at", ended_at=F("blacklistedtoken__blacklisted_at")
    )


def _sessions(user_id: int) -> Iterator[dict[str, Any]]:
    for session in admin_sessions(user_id):
        yield {"expires_at": session.expire_date}


def _answers(user_id: int) -> Iterator[dict[str, Any]]:
    """What requests with an Idempotency-Key were answered with, which is kept for a day."""
    kept = AnsweredRequest.objects.filter(about=user_id).order_by("created_at")
    for answer in kept.values("created_at", "status", "location", "body"):
        yield answer | {"body": bytes(answer["body"]).decode(errors="replace")}


def _about(user_id: int) -> Any:
    kind = ContentType.objects.get_for_model(User)
    return LogEntry.objects.filter(content_type=kind, object_id=str(user_id))


def _deeds(entries: Any, *more: str) -> Iterator[dict[str, Any]]:
    """When something was done in the admin, and to what kind of thing."""
    for deed in _only(entries, "action_time", "action_flag", *more, kind=F("content_type__model")):
        action = _ACTIONS[deed.pop("action_flag")]
        yield deed | {"action": action}


_ACTIONS = {ADDITION: "added", CHANGE: "changed", DELETION: "deleted"}


def _only(found: Any, *names: str, **renamed: F) -> Iterator[dict[str, Any]]:
    yield from found.order_by("pk").values(*names, **renamed)
