"""A forgotten password over HTTP."""

from django.utils.translation import gettext_lazy
from rest_framework import status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from users import tasks
from users.lockout.axes import client_of
from users.resetting.serializers import ResetRequestSerializer, ResetSerializer

_MESSAGE = gettext_lazy("If there is an account with this address, a mail is on its way to it.")


class PasswordResetView(APIView):
    """Ask for a link to a new password."""

    permission_classes = [AllowAny]
    ratelimit_group = "password_reset"

    def post(self, request: Request) -> Response:
        """Send the address to a task, whoever it belongs to: only there it is looked up."""
        serializer = ResetRequestSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        tasks.mail_password_link.send_or_refuse(address=serializer.validated_data["email"])
        return Response({"message": _MESSAGE}, status=status.HTTP_202_ACCEPTED)


class PasswordResetConfirmView(APIView):
    """Set the new password; all sessions end."""

    permission_classes = [AllowAny]
    ratelimit_group = "password_reset"

    def post(self, request: Request) -> Response:
        """Take what the mail holds, once, and the new password."""
        serializer = ResetSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.save(client=client_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
