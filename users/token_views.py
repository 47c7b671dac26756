"""Log in, stay logged in, log out."""

from typing import Any

from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework_simplejwt import views as simplejwt
from rest_framework_simplejwt.exceptions import InvalidToken, TokenError

from users.token_serializers import LogoutSerializer, RefreshSerializer, VerifySerializer


class TokenView(simplejwt.TokenObtainPairView):
    """Exchange username and password for a short access token and a refresh token."""

    ratelimit_group = "token"


class TokenRefreshView(simplejwt.TokenRefreshView):
    """Exchange a refresh token for a new pair; the old one is dead from then on."""

    serializer_class = RefreshSerializer
    ratelimit_group = "token"


class TokenVerifyView(simplejwt.TokenVerifyView):
    """Say whether a token is good."""

    serializer_class = VerifySerializer
    ratelimit_group = "token"


class LogoutView(simplejwt.TokenViewBase):
    """End a session: whoever holds its refresh token may."""

    serializer_class = LogoutSerializer
    ratelimit_group = "token"

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Blacklist ``refresh`` and revoke ``access`` at once."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        try:
            serializer.save()
        except TokenError as error:
            raise InvalidToken(error.args[0]) from None
        return Response(status=status.HTTP_204_NO_CONTENT)
