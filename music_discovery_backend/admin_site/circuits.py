"""Closing a circuit from the dashboard."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from common.admin import note
from common.errors import DomainError
from music_discovery_backend.admin_site import dashboard
from recommendations import services
from recommendations.models import TastePool

_RIGHT = "recommendations.change_tastepool"  # it decides whether pools are filled


@require_POST
def close_circuit(request: HttpRequest, group: str) -> HttpResponse:
    """Let calls to the group through again; back to the dashboard."""
    if not request.user.has_perm(_RIGHT):
        raise PermissionDenied
    try:
        services.close_circuit(group)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        note(request, "Closed the circuit.", f"circuit {group}", TastePool)
        dashboard.forget("upstream")
        messages.success(request, f"The circuit {group} is closed.")
    return redirect("admin:index")


view = admin.site.admin_view(close_circuit)
