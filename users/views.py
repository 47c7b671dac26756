"""Accounts over HTTP."""

from typing import Any

from django.contrib.auth import authenticate
from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework import generics
from rest_framework.permissions import AllowAny, BasePermission, IsAdminUser, IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from common.access import subject_of
from common.conditional import check_unchanged, strong_tag
from common.idempotency import idempotent
from users import selectors, services
from users.models import User
from users.permissions import OperatorsAreTheirOwn
from users.serializers import MAX_PASSWORD, UserSerializer


class UserListView(generics.ListCreateAPIView):
    """Sign-up, open to anyone, and the list of users, for staff."""

    serializer_class = UserSerializer
    ratelimit_groups = {"POST": "signup"}

    @idempotent(about="id")
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Create an account."""
        return super().post(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[User]:
        """Users with their profiles, newest first, in two joined tables and one query."""
        return User.objects.select_related("profile").order_by("-id")

    def get_permissions(self) -> list[BasePermission]:
        """Anyone may sign up."""
        return [AllowAny()] if self.request.method == "POST" else [IsAdminUser()]

    def get_success_headers(self, data: Any) -> dict[str, str]:
        """Location of the new user."""
        where = reverse("user-detail", kwargs={"user_ref": data["id"]}, request=self.request)
        return {"Location": where}


class UserDetailView(generics.RetrieveUpdateDestroyAPIView):
    """One user: read, replace, change, erase. For its owner and staff."""

    serializer_class = UserSerializer
    permission_classes = [IsAuthenticated, OperatorsAreTheirOwn]
    ratelimit_groups = {"PUT": "account", "PATCH": "account"}
    _proved = False

    def get_object(self) -> User:
        """The user that the path names; NotYours before anything is looked up."""
        user = get_object_or_404(User.objects.select_related("profile"), pk=self._user_id())
        self.check_object_permissions(self.request, user)
        return user

    def get_serializer_context(self) -> dict[str, Any]:
        """Whether the caller has proved to know the account's password."""
        return {**super().get_serializer_context(), "password_proved": self._proved}

    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change the user, one request at a time: none undoes what another has just named."""
        # Before the transaction, with which a failure would not be counted.
        self._proved = self._knows_password(request)
        with transaction.atomic():
            selectors.hold(self._user_id())
            if "If-Match" in request.headers:
                self._check_unchanged(self.get_object())
            return super().update(request, *args, **kwargs)

    def perform_destroy(self, instance: User) -> None:
        """Erase the account and everything that belongs to it."""
        services.erase_user(instance.pk, provided=self._check_unchanged)

    def _check_unchanged(self, user: User) -> None:
        """Raise PreconditionFailed if the caller's If-Match means an older account than this."""
        tag = strong_tag(JSONRenderer().render(self.get_serializer(user).data))
        check_unchanged(self.request.headers.get("If-Match"), tag)

    def _knows_password(self, request: Request) -> bool:
        """A guess like any other: AccountLocked after too many."""
        given = request.data.get("current_password") if isinstance(request.data, dict) else None
        if self._user_id() != request.user.pk or not _may_be_password(given):
            return False
        credentials = {"username": request.user.get_username(), "password": given}
        return authenticate(request=request._request, **credentials) is not None

    def _user_id(self) -> int:
        return subject_of(self.request, self.kwargs["user_ref"])


def _may_be_password(given: Any) -> bool:
    return isinstance(given, str) and 0 < len(given) <= MAX_PASSWORD
