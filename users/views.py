"""Accounts over HTTP."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework import generics, status
from rest_framework.permissions import AllowAny, BasePermission, IsAdminUser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from common.access import subject_of
from users import services
from users.models import User
from users.serializers import UserSerializer


class UserListView(generics.ListCreateAPIView):
    """Sign-up, open to anyone, and the list of users, for staff."""

    serializer_class = UserSerializer
    ratelimit_groups = {"POST": "signup"}

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

    def get_object(self) -> User:
        """The user that the path names; NotYours before anything is looked up."""
        user_id = subject_of(self.request, self.kwargs["user_ref"])
        return get_object_or_404(User.objects.select_related("profile"), pk=user_id)

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Erase the account and everything that belongs to it."""
        services.erase_user(subject_of(request, self.kwargs["user_ref"]))
        return Response(status=status.HTTP_204_NO_CONTENT)
