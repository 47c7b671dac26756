"""What the token endpoints take, where simplejwt's own serializers fall short.

Each raises TokenError or AuthenticationFailed for a token that is not, or no longer, good; both
become 401.
"""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext
from rest_framework import serializers
from rest_framework_simplejwt.exceptions import AuthenticationFailed, TokenError
from rest_framework_simplejwt.serializers import TokenRefreshSerializer
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, Token, UntypedToken

from users import tokens
from users.models import User


class RefreshSerializer(TokenRefreshSerializer):
    """Exchanges a refresh token, once, while its user is there with the same password."""

    @transaction.atomic
    def validate(self, attrs: dict[str, Any]) -> dict[str, str]:
        """Return the new pair."""
        # With the user's row held, of two that bring the same token the second finds it used,
        # and nobody is erased in between.
        _holder(_refresh_token(attrs["refresh"]), User.objects.select_for_update(no_key=True))
        return super().validate(attrs)


class VerifySerializer(serializers.Serializer):
    """Says whether an access or refresh token would be accepted now."""

    token = serializers.CharField(write_only=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return nothing."""
        raw = attrs["token"]
        if UntypedToken(raw).get(api_settings.TOKEN_TYPE_CLAIM) == RefreshToken.token_type:
            _holder(_refresh_token(raw))
            return {}
        identity = tokens.identity_of(raw)
        if identity is None or tokens.revoked_now(identity):
            raise TokenError(gettext("The access token has ended."))
        _holder(AccessToken(raw))
        return {}


class LogoutSerializer(serializers.Serializer):
    """Ends a session: its refresh token and, if given, its access token."""

    refresh = serializers.CharField(write_only=True)
    access = serializers.CharField(write_only=True, required=False)

    @transaction.atomic
    def save(self, **_: Any) -> None:
        """Blacklist the one, revoke the other; neither, if either is not ours."""
        refresh = _refresh_token(self.validated_data["refresh"])
        _holder(refresh, User.objects.select_for_update(no_key=True))
        access = self.validated_data.get("access")
        identity = tokens.identity_of(access) if access else None
        refresh.blacklist()
        if identity is not None:
            tokens.log_out(identity)


def _refresh_token(raw: str) -> RefreshToken:
    try:
        return RefreshToken(raw)  # type: ignore[arg-type]
    except KeyError:  # simplejwt looks its number up before it looks whether it has one
        raise TokenError("The token has no id.") from None


def _holder(token: Token, users: QuerySet[User] | None = None) -> User:
    """The active user that the token was given to, with the password of that time."""
    found = User.objects.all() if users is None else users
    user = found.filter(pk=tokens.subject(token), is_active=True).first()
    if user is None:
        raise AuthenticationFailed(gettext("There is no such active user."), "user_not_found")
    if token.get(api_settings.REVOKE_TOKEN_CLAIM) != tokens.fingerprint(user):
        raise TokenError(gettext("The password was changed since this token was given."))
    return user
