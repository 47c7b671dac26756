"""How a request proves who sends it."""

from django.utils.translation import gettext
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import AuthenticationFailed, InvalidToken, TokenError
from rest_framework_simplejwt.tokens import AccessToken, Token

from users.models import User
from users.tokens import identity_of, revoked_now


class RevocableJWTAuthentication(JWTAuthentication):
    """simplejwt's bearer tokens, refused as soon as they were logged out."""

    def get_validated_token(self, raw_token: bytes) -> Token:
        """Return the token; raise InvalidToken (401) if it is not, or no longer, good."""
        try:
            identity = identity_of(raw_token.decode("ascii", errors="replace"))
        except TokenError:
            identity = None
        if identity is None or revoked_now(identity):
            raise InvalidToken(gettext("The access token is invalid or has expired."))
        return AccessToken(raw_token)  # type: ignore[arg-type]

    def get_user(self, validated_token: Token) -> User:  # type: ignore[override]
        """Return the active user; raise AuthenticationFailed (401) if there is none."""
        user = super().get_user(validated_token)
        if not isinstance(user, User):
            raise AuthenticationFailed(code="user_not_found")
        return user
