"""What may be done to users. Every function is one transaction; news is sent after commit.

What follows from any save (see ``receivers``) is not repeated here.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken

from common.errors import Conflict, NotFound
from users import answered, erasing, selectors
from users import preferences as preference_rules
from users.lockout import guard, ledger
from users.models import User, UserProfile
from users.resetting import links, mails
from users.service_keys.making import create_service_key, revoke_service_key
from users.signals import address_changed
from users.traces import remove_traces

__all__ = [
    "UserExists",
    "create_service_key",
    "erase_user",
    "finish_erasures",
    "mail_address_notice",
    "mail_password_link",
    "mail_password_notice",
    "purge_answers",
    "purge_expired_tokens",
    "purge_log_in_records",
    "register",
    "reset_password",
    "revoke_service_key",
    "unlock",
    "update_user",
]

_UNPROVED = timedelta(days=7)


class UserExists(Conflict):
    """Another sign-up took the name or the address in the same moment."""

    code = "user_exists"
    sentence = gettext_lazy("A user with that username or email already exists.")


def register(account: Mapping[str, Any], password: str, profile: Mapping[str, Any]) -> User:
    """Create a user with a profile from validated fields and return it.

    Raises UserExists, BadPreferences.
    """
    user = User(**account)
    user.set_password(password)
    with transaction.atomic():
        _save(user)
        _change_profile(user.profile, profile)
    return user


def update_user(
    user: User,
    account: Mapping[str, Any],
    password: str | None,
    profile: Mapping[str, Any],
    *,
    proved: bool = False,
) -> User:
    """Change what is named, nothing else. A new password ends all sessions.

    ``proved``: whoever asks knows the account's password, or is staff. To an address that was
    set without, by a stolen token perhaps, no link to a new password goes for a week.
    Raises UserExists, BadPreferences.
    """
    old_address = user.email
    for name, value in account.items():
        setattr(user, name, value)
    with transaction.atomic():
        if user.email.casefold() != old_address.casefold():
            _move(user, old_address, proved)
        if password is not None:
            user.set_password(password)
            _end_sessions(user.pk)
        _save(user)
        if profile:
            _change_profile(user.profile, profile)
    return user


def mail_password_link(address: str) -> None:
    """Mail a link to a new password, if an account that may have one has this address."""
    user = selectors.with_address(address)
    if user is not None and _may_have_link(user):
        mails.send_link(user)


def reset_password(uid: str, token: str, new_password: str, *, client: str | None) -> None:
    """Set the password of the user whom the link was mailed to. It ends all sessions.

    The ``client`` that has the link may log in from then on, however many strangers have failed.
    Raises BadResetToken, and Django's ValidationError for a weak password.
    """
    with transaction.atomic():
        user = links.holder(uid, token)
        validate_password(new_password, user)
        user.set_password(new_password)
        _end_sessions(user.pk)
        user.save(update_fields=["password", "updated_at"])
        guard.welcome(user.get_username(), client)


def mail_password_notice(user_id: int) -> None:
    """Mail the user, who may be gone by now, that the password was changed."""
    user = User.objects.filter(pk=user_id).first()
    if user is not None:
        mails.send_notice(user)


def mail_address_notice(user_id: int, old_address: str) -> None:
    """Mail where a user, who may be gone by now, was reached until now that this has changed."""
    user = User.objects.filter(pk=user_id).first()
    if user is not None:
        mails.send_moved(user, old_address)


def erase_user(user_id: int, *, provided: Callable[[User], None] | None = None) -> None:
    """Remove a user and everything that is theirs, here and in the apps above.

    ``provided`` is shown the account once nobody can change it any more, and may raise to keep it.
    Raises NotFound.
    """
    with transaction.atomic():
        # The user's row before all that hangs on it, as everyone locks them who holds the user:
        # the other way round two would wait for each other.
        user = User.objects.select_for_update().filter(pk=user_id).first()
        if user is None:
            raise NotFound
        if provided is not None:
            provided(user)
        OutstandingToken.objects.filter(user_id=user_id).delete()
        User.objects.filter(pk=user_id).delete()
        remove_traces(user_id, user.username)
        erasing.begin(user_id)


def finish_erasures() -> int:
    """Do what is left of erasures whose process died, or did not reach all. How many."""
    return erasing.finish_all()


def purge_expired_tokens() -> int:
    """Forget refresh tokens that expired; they are refused without being known. How many."""
    _, by_model = OutstandingToken.objects.filter(expires_at__lte=timezone.now()).delete()
    return by_model.get(OutstandingToken._meta.label, 0)


def unlock(name: str) -> int:
    """Forget the failed log-ins under a name, so that it is locked to nobody. How many."""
    return ledger.unlock(names=[name])


def purge_log_in_records() -> int:
    """Forget failed log-ins and places of log-in that are too old to matter. How many."""
    return guard.purge()


def purge_answers() -> int:
    """Forget answers to requests whose Idempotency-Key is too old to count. How many."""
    return answered.purge()


def _may_have_link(user: User) -> bool:
    waits = user.no_reset_before is not None and user.no_reset_before > timezone.now()
    return user.is_active and user.has_usable_password() and not waits


def _move(user: User, old_address: str, proved: bool) -> None:
    user.no_reset_before = None if proved else timezone.now() + _UNPROVED
    news = partial(address_changed.send, sender=User, user_id=user.pk, old_address=old_address)
    transaction.on_commit(news)


def _save(user: User) -> None:
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise UserExists from None


def _change_profile(profile: UserProfile, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        setattr(profile, name, value)
    preference_rules.check(profile.preferences)
    profile.save()


def _end_sessions(user_id: int) -> None:
    outstanding = OutstandingToken.objects.filter(user_id=user_id, blacklistedtoken=None)
    BlacklistedToken.objects.bulk_create(
        [BlacklistedToken(token=token) for token in outstanding], ignore_conflicts=True
    )
