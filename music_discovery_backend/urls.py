"""All routes."""

from django.contrib import admin
from django.urls import include, path, re_path, register_converter
from django.utils.translation import gettext_lazy

from common.converters import UserRefConverter
from common.exception_handler import django_error
from music_discovery_backend.admin_site import circuits
from music_discovery_backend.api_pages import RedocView, SchemaView, SwaggerView
from music_discovery_backend.views import ApiIndexView, UnknownPathView

register_converter(UserRefConverter, "user_ref")

urlpatterns = [
    path("admin/circuits/<str:group>/close/", circuits.view, name="close-circuit"),
    path("admin/", admin.site.urls),
    path("api/", ApiIndexView.as_view(), name="api-index"),
    path("api/schema/", SchemaView.as_view(), name="schema"),
    path("api/docs/", SwaggerView.as_view(url_name="schema"), name="docs"),
    path("api/redoc/", RedocView.as_view(url_name="schema"), name="redoc"),
    path("api/", include("users.urls")),
    path("api/recommendations/", include("recommendations.urls")),
    path("api/analytics/", include("analytics.urls")),
    # Last: whatever else is asked for under /api/ gets our error body, also with DEBUG on.
    re_path(r"^api(/|$)", UnknownPathView.as_view()),
]

handler400 = django_error(400, gettext_lazy("The request is malformed."), "malformed")
handler403 = django_error(403, gettext_lazy("You may not do this."), "not_allowed")
handler404 = django_error(404, gettext_lazy("Not found."), "not_found")
handler500 = django_error(500, gettext_lazy("Something went wrong on our side."), "internal_error")
