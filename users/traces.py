"""What is remembered of a user beside the rows that refer to it."""

from collections.abc import Iterator

from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session

from users.lockout import ledger
from users.models import User


def remove_traces(user_id: int, username: str) -> None:
    """End the user's admin sessions, take the name out of the records of log-ins and the admin."""
    _end_admin_sessions(user_id)
    _unname_in_admin_log(user_id)
    ledger.erase(username)


def admin_sessions(user_id: int) -> Iterator[Session]:
    """The user's sessions in the admin."""
    # A session does not say whose it is before it is decoded. Only the admin makes any: few.
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user_id):
            yield session


def _end_admin_sessions(user_id: int) -> None:
    for session in admin_sessions(user_id):
        session.delete()


def _unname_in_admin_log(user_id: int) -> None:
    """That something was done to this account stays on record; who it was does not."""
    about = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(user_id)
    )
    about.update(object_repr=f"user {user_id}", change_message="")
