"""What may be asked about users."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import MD5, Cast, Concat, Lower
from django.db.models.lookups import Exact

from users.models import User, UserProfile
from users.tokens import identity_of, is_revoked, revocation_keys
from users.types import TasteProfile

__all__ = [
    "emails_of",
    "existing",
    "exists",
    "hold",
    "identity_of",
    "is_revoked",
    "is_visible_listener",
    "joined_since",
    "revocation_keys",
    "taste_profile",
    "taste_profiles",
    "visible_listeners",
    "with_address",
]


def exists(user_id: int) -> bool:
    """Whether this user exists."""
    return User.objects.filter(pk=user_id).exists()


def existing(user_ids: Iterable[int]) -> set[int]:
    """Those of the ids that belong to a user."""
    return set(User.objects.filter(pk__in=list(user_ids)).values_list("pk", flat=True))


def hold(user_id: int) -> bool:
    """Keep the user from being erased until the transaction ends; False if there is none.

    Rows that refer to the user may still be added by others meanwhile.
    """
    held = User.objects.filter(pk=user_id).select_for_update(of=("self",), no_key=True)
    return held.exists()


def emails_of(user_ids: Iterable[int]) -> dict[int, str]:
    """User id to mail address. For staff's eyes only."""
    return dict(User.objects.filter(pk__in=list(user_ids)).values_list("pk", "email"))


def with_address(address: str) -> User | None:
    """The account with this mail address, in whatever case it is written; by the unique index."""
    return User.objects.filter(Exact(Lower("email"), Lower(Value(address)))).first()


def joined_since(moment: datetime) -> list[int]:
    """Ids of the accounts made at or after ``moment``."""
    return list(User.objects.filter(created_at__gte=moment).values_list("pk", flat=True))


def is_visible_listener(user_id: int) -> bool:
    """Whether the user wants to see, and be seen by, listeners with like tastes."""
    return _open_profiles().filter(user_id=user_id).exists()


def visible_listeners(*, limit: int, lot: str) -> dict[int, str]:
    """Id to user name of those who want to be seen by others who want the same.

    Where there are more than ``limit``, the lot decides who: another text draws others.
    """
    drawn = MD5(Concat(Value(lot), Cast("user_id", TextField())))
    rows = _open_profiles().order_by(drawn)[:limit]
    return dict(rows.values_list("user_id", "user__username"))


def _open_profiles() -> QuerySet[UserProfile]:
    return UserProfile.objects.filter(preferences__similar_listeners=True, user__is_active=True)


def taste_profile(user_id: int) -> TasteProfile | None:
    """The user's tastes, or None if there is no such user."""
    return next(iter(taste_profiles([user_id])), None)


def taste_profiles(user_ids: Iterable[int]) -> list[TasteProfile]:
    """The tastes of those of the users that exist, in one query, by id."""
    rows = UserProfile.objects.filter(user_id__in=list(user_ids)).order_by("user_id")
    return [
        TasteProfile(
            user_id=row.user_id,
            genres=tuple(row.favorite_genres),
            artists=tuple(row.favorite_artists),
            moods=tuple(row.moods),
            discovery=row.preferences.get("discovery", 0.5),
            explicit=row.preferences.get("explicit", True),
            changed_at=row.updated_at,
            private_session=row.preferences.get("private_session", False),
        )
        for row in rows
    ]
