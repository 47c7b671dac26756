"""Which scripts, styles and frames a browser may mix into what it gets from here.

The policies stand in settings/security.py: one for each kind of page, by django-csp, and a constant
one for everything else, which is no page at all. A cached list, answered further out, gets that
one from Nginx.
"""

from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class ContentPolicyMiddleware(CSPMiddleware):
    """Sets ``Content-Security-Policy`` by path."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Add the header, unless the view has set its own."""
        if _policy_of(request) is None:
            response.headers.setdefault(HEADER, settings.CONTENT_POLICY_OF_DATA)
            return response
        return super().process_response(request, response)

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The path's policy; what a view's decorators say comes on top."""
        parts = super().get_policy_parts(request, response, report_only)
        if parts.config is None and not report_only:
            parts.config = _policy_of(request)
        return parts


def _policy_of(request: HttpRequest) -> dict[str, Any] | None:
    policies: dict[str, dict[str, Any]] = settings.CONTENT_POLICIES_OF_PAGES
    for prefix, policy in policies.items():
        if request.path_info.startswith(prefix):
            return policy
    return None
