"""How each refresh went."""

from django.contrib import admin
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RangeDateTimeFilter

from common.admin import user_link
from recommendations.admin.of_one_user import BY_USER, OfOneUser
from recommendations.admin.refreshing import refresh_lists_of
from recommendations.models import RecommendationLog


@admin.register(RecommendationLog)
class RecommendationLogAdmin(OfOneUser):
    """How each refresh went."""

    icon = "sync"
    list_display = [
        "id",
        user_link(),
        "trigger",
        "status",
        "count",
        "source",
        "duration_ms",
        "created_at",
        "error",
    ]
    list_filter = [
        BY_USER,
        ("status", ChoicesDropdownFilter),
        ("trigger", ChoicesDropdownFilter),
        ("created_at", RangeDateTimeFilter),
    ]
    actions = [refresh_lists_of]
    export_fields = [
        "id",
        "user_id",
        "trigger",
        "status",
        "count",
        "source",
        "duration_ms",
        "created_at",
        "finished_at",
        "error",
    ]
