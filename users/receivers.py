"""What must hold for every user, whoever saves it: the API, the admin or the command line."""

from collections.abc import Collection
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from users import tasks, tokens
from users.models import User, UserProfile
from users.signals import address_changed, tastes_changed

_DECIDE_ACCESS = {"password", "is_active"}


@receiver(post_save, sender=User)
def give_profile(instance: User, created: bool, raw: bool, **_: Any) -> None:
    """Every user has a profile from the start; fixtures (``raw``) bring their own."""
    if created and not raw:
        UserProfile.objects.create(user=instance)


@receiver(post_save, sender=User)
def end_outdated_access(
    instance: User, created: bool, update_fields: Collection[str] | None, **_: Any
) -> None:
    """A new password, or shutting a user out, ends access tokens at once."""
    if not created and (update_fields is None or _DECIDE_ACCESS & set(update_fields)):
        transaction.on_commit(partial(tokens.accept_only_current, instance))


@receiver(post_save, sender=User)
def tell_of_new_password(instance: User, created: bool, **_: Any) -> None:
    """A mail says so, in case it was somebody else. It is news alone: a lost one is not made up.

    Django keeps ``_password`` from set_password() until the save is over, and so neither on other
    saves nor when a hash is renewed on log-in.
    """
    if not created and getattr(instance, "_password", None) is not None:
        tasks.mail_password_notice.delay_on_commit(user_id=instance.pk)


@receiver(address_changed)
def tell_of_new_address(user_id: int, old_address: str, **_: Any) -> None:
    """A mail to the old one says so. It is news alone: a lost one is not made up."""
    tasks.mail_address_notice.delay_on_commit(user_id=user_id, old_address=old_address)


@receiver(post_save, sender=UserProfile)
def tell_tastes(instance: UserProfile, created: bool, **_: Any) -> None:
    """The apps above learn of every change. An empty profile is no news."""
    if not created:
        news = partial(tastes_changed.send, sender=User, user_id=instance.user_id)
        transaction.on_commit(news)
