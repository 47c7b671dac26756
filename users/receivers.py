"""What must hold for every user, whoever saves it: the API, the admin or the command line."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from users.models import User, UserProfile


@receiver(post_save, sender=User)
def give_profile(sender: type[User], instance: User, created: bool, **_: Any) -> None:
    """Every user has a profile from the start."""
    if created:
        UserProfile.objects.create(user=instance)
