"""What simplejwt's token endpoints take, where its own serializers fall short."""

from typing import Any

from rest_framework import serializers
from rest_framework_simplejwt.exceptions import AuthenticationFailed, TokenError
from rest_framework_simplejwt.serializers import TokenRefreshSerializer
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import RefreshToken
from rest_framework_simplejwt.utils import get_md5_hash_password

from users import tokens
from users.models import User


class RefreshSerializer(TokenRefreshSerializer):
    """Refuses a token whose user is gone or has another password by now."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, str]:
        """Return the new pair; raise TokenError or AuthenticationFailed (both 401)."""
        token = RefreshToken(attrs["refresh"])
        user = User.objects.filter(pk=token[api_settings.USER_ID_CLAIM]).first()
        if user is None:
            raise AuthenticationFailed(code="user_not_found")
        if token.get(api_settings.REVOKE_TOKEN_CLAIM) != get_md5_hash_password(user.password):
            raise TokenError("The password was changed since this token was given.")
        return super().validate(attrs)


class LogoutSerializer(serializers.Serializer):
    """Ends a session: its refresh token and, if given, its access token."""

    refresh = serializers.CharField(write_only=True)
    access = serializers.CharField(write_only=True, required=False)

    def save(self, **_: Any) -> None:
        """Blacklist the one, revoke the other; raise TokenError if either is not ours."""
        RefreshToken(self.validated_data["refresh"]).blacklist()
        if access := self.validated_data.get("access"):
            identity = tokens.identity_of(access)
            if identity is not None:
                tokens.log_out(identity)
