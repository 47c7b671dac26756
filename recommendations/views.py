"""Recommendations over HTTP."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from rest_framework import generics, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from common import language
from common.access import subject_of
from common.caching import PUBLIC
from common.errors import NotFound
from common.idempotency import idempotent
from common.pagination import KeysetPagination
from recommendations import services, tasks
from recommendations.models import Feedback, RecommendationLog, Status
from recommendations.serializers import (
    CountSerializer,
    FeedbackSerializer,
    LogSerializer,
    RefreshSerializer,
    RefreshStatusSerializer,
    WishSerializer,
)
from recommendations.spoken import spoken
from users import selectors as users


class RecommendationListView(APIView):
    """What to listen to now, for the user and for staff.

    Always answers with the best list that can be had: the cached one, the stored one, or one made
    on the spot. An old list is served at once and renewed in the background.
    """

    ratelimit_group = "recommendations"

    def get(self, request: Request, user_ref: str | int) -> HttpResponse:
        """The user's list; ``?limit=`` from 1 to 50, 20 by default.

        With ``genre``, ``mood``, ``discovery`` (0 to 1) or ``exclude`` (track ids) a list of its
        own is ranked in the request. ``cursor``, the ``next_cursor`` of such a list or of the
        user's, gives what follows in the same ranking.
        """
        user_id = subject_of(request, user_ref)
        query = WishSerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        count, wish = query.validated_data["limit"], query.wish()
        if cursor := query.validated_data["cursor"]:
            return _list(services.read_more(user_id, cursor, count))
        if wish is not None:
            return _list(services.read_wish(user_id, wish, count))
        shown = request.method == "GET" and request.user.pk == user_id
        reading = services.read_list(user_id, count, by_listener=shown)
        if reading.stale:
            renew_behind(user_id)
        return _list(reading.body, reading.tag)


class RefreshView(APIView):
    """Ask for a new list."""

    ratelimit_group = "refresh"

    @idempotent(about="user_id")
    def post(self, request: Request, user_ref: str | int) -> Response:
        """Begin a refresh in the background, or join the one that is under way.

        Optional: ``limit`` (1 to 50), ``seed_genres`` and ``seed_artists`` (names or Spotify ids),
        at most 5 seeds in all, in place of the user's tastes for this one list.
        """
        user_id = subject_of(request, user_ref)
        serializer = RefreshSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        requested = services.request_refresh(
            user_id, services.Trigger.ON_DEMAND, serializer.refresh_request()
        )
        if requested.new:
            tasks.run_refresh.delay_on_commit(log_id=requested.log.pk)
        where = {"user_ref": user_ref, "task_id": requested.log.task_id}
        status_url = reverse("recommendation-refresh-status", kwargs=where, request=request)
        body = {
            "message": gettext("The list is being refreshed."),
            "user_id": user_id,
            "task_id": str(requested.log.task_id),
            "status": Status.PENDING,
            "status_url": status_url,
        }
        return Response(body, status.HTTP_202_ACCEPTED, headers={"Location": status_url})


class RefreshStatusView(APIView):
    """How a refresh stands."""

    ratelimit_group = "recommendations"

    def get(self, request: Request, user_ref: str | int, task_id: Any) -> Response:
        """``pending``, ``running``, ``success`` with a count, or ``error`` with a sentence."""
        user_id = subject_of(request, user_ref)
        log = get_object_or_404(RecommendationLog, user_id=user_id, task_id=task_id)
        return Response(RefreshStatusSerializer(log).data)


class HistoryView(generics.ListAPIView):
    """The refreshes of a user's list, newest first."""

    serializer_class = LogSerializer
    ratelimit_group = "recommendations"

    def get_queryset(self) -> Any:
        """The log of the user that the path names."""
        user_id = subject_of(self.request, self.kwargs["user_ref"])
        if not users.exists(user_id):
            raise NotFound
        return RecommendationLog.objects.filter(user_id=user_id)


class NewestWord(KeysetPagination):
    """What was said last comes first."""

    ordering = ("-changed_at", "-id")


class FeedbackView(generics.ListAPIView):
    """``POST`` a like, a dislike, a hiding or an undo; ``GET`` what is in force, newest first."""

    serializer_class = FeedbackSerializer
    pagination_class = NewestWord
    ratelimit_group = "activity"

    @idempotent(about="user_id")
    def post(self, request: Request, user_ref: str | int) -> Response:
        """In force from the next list on; saying it again changes nothing."""
        user_id = subject_of(request, user_ref)
        serializer = FeedbackSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        action, target = serializer.validated_data["action"], serializer.target()
        changed = services.give_feedback(user_id, action, target)
        body = {"user_id": user_id, "action": action, "changed": changed}
        return Response(body | {"subject": target.subject, "key": target.key})

    def get_queryset(self) -> Any:
        """The feedback in force of the user that the path names."""
        user_id = subject_of(self.request, self.kwargs["user_ref"])
        return Feedback.objects.filter(user_id=user_id).exclude(action=Feedback.Action.UNDO)


class TastesView(APIView):
    """What a newcomer may choose from, before or after signing up."""

    cache_control = PUBLIC
    permission_classes = [AllowAny]
    ratelimit_group = "analytics"

    def get(self, request: Request) -> HttpResponse:
        """Genres with the genres right above them, moods, and artists that are known here."""
        return HttpResponse(services.to_choose_from(), content_type="application/json")


class PopularView(APIView):
    """What is popular here, for everyone who is signed in."""

    ratelimit_group = "recommendations"

    def get(self, request: Request) -> HttpResponse:
        """The best first, without what the caller turned down; ``?limit=`` from 1 to 50."""
        query = CountSerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        count, user_id = query.validated_data["limit"], subject_of(request, "me")
        return _list(services.popular(user_id, count))


class SimilarTracksView(APIView):
    """What goes with a track, for everyone who is signed in."""

    ratelimit_group = "recommendations"

    def get(self, request: Request, track_id: str) -> HttpResponse:
        """The closest first, without what the caller turned down or heard lately; ``?limit=``
        from 1 to 50.
        """
        query = CountSerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        count, user_id = query.validated_data["limit"], subject_of(request, "me")
        return _list(services.similar_tracks(track_id, user_id, count))


class SimilarListenersView(APIView):
    """Listeners with like tastes, to those who want to be seen by others, of those who do too."""

    ratelimit_group = "recommendations"

    def get(self, request: Request, user_ref: str | int) -> HttpResponse:
        """The closest first, each with the artists in common; ``?limit=`` from 1 to 50."""
        user_id = subject_of(request, user_ref)
        query = CountSerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        body = services.similar_listeners(user_id, query.validated_data["limit"])
        return HttpResponse(body, content_type="application/json")


def renew_behind(user_id: int) -> None:
    """Begin one refresh of a list that was found old; its reader does not wait."""
    requested = services.renew(user_id)
    if requested is not None:
        tasks.run_refresh.delay_on_commit(log_id=requested.log.pk)


def _list(body: bytes, tag: str | None = None) -> HttpResponse:
    """A list in the reader's language; the tag that was made with it is of its English bytes."""
    headers = {"ETag": tag} if tag and language.is_default() else {}
    return HttpResponse(spoken(body), content_type="application/json", headers=headers)
