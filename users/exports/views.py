"""Everything about a user, to take away."""

from django.http import StreamingHttpResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from common.access import subject_of
from common.errors import NotFound
from users import selectors
from users.exports.document import document


class UserExportView(APIView):
    """All that is kept about one user, as one JSON document. For the owner and staff."""

    ratelimit_group = "export"
    cache_control = "no-store"

    def get(self, request: Request, user_ref: str | int) -> StreamingHttpResponse:
        """Streamed while it is read from the database; a file to save, for a browser."""
        user_id = subject_of(request, user_ref)
        if not selectors.exists(user_id):
            raise NotFound
        name = f'attachment; filename="user-{user_id}.json"'
        return StreamingHttpResponse(
            document(user_id),
            content_type="application/json",
            headers={"Content-Disposition": name},
        )
