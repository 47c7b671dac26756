"""Service keys in the admin: made, looked at and revoked, never seen again."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from rest_framework_api_key.models import APIKey
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from common.admin import ModelAdmin, operation
from users import services
from users.models import ServiceKey

# The library's own keys open nothing here.
admin.site.unregister(APIKey)

_CHOSEN = ("name", "scopes", "expiry_date")
_SHOWN = (
    "prefix",
    "name",
    "scopes",
    "created",
    "created_by",
    "last_used_at",
    "expiry_date",
    "revoked",
)


class ServiceKeyForm(forms.ModelForm):
    """A new key: scopes to tick."""

    scopes = forms.MultipleChoiceField(
        choices=ServiceKey.Scope.choices, widget=UnfoldAdminCheckboxSelectMultipleWidget
    )

    class Meta:
        model = ServiceKey
        fields = _CHOSEN


@operation("Revoke for ever", needs="users.change_servicekey")
def revoke(key: ServiceKey) -> None:
    """End it with the next request that brings it."""
    services.revoke_service_key(key)


@admin.register(ServiceKey)
class ServiceKeyAdmin(ModelAdmin):
    """Who has a key, what it opens, when it was last used; a key is shown once, when it is made.

    A key is never changed but in its name: to change what it opens, give out another and revoke
    it. It is not deleted either, so that it can be told later whose it was.
    """

    section = "Access"
    icon = "vpn_key"
    form = ServiceKeyForm
    list_display = _SHOWN
    list_filter = ["revoked", "created"]
    list_select_related = ["created_by"]
    search_fields = ["name", "prefix"]
    actions = [revoke]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Of a key that exists, all that is known."""
        return _SHOWN if obj else _CHOSEN

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only the name of a key that exists may change."""
        return [name for name in _SHOWN if name != "name"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Revoked keys stay on record."""
        return False

    def save_model(self, request: Any, obj: ServiceKey, form: Any, change: bool) -> None:
        """Make the key of a new row; it lives as long as the request."""
        if not change:
            obj.created_by_id = request.user.pk
            request.new_service_key = ServiceKey.objects.assign_key(obj)
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: Any, obj: ServiceKey, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Show the key in this answer itself: a message would carry it through a cookie."""
        context = {
            **self.admin_site.each_context(request),
            "title": f"The service key {obj}",
            "opts": self.opts,
            "key": request.new_service_key,
        }
        response = TemplateResponse(request, "admin/users/servicekey/created.html", context)
        add_never_cache_headers(response)
        return response
