"""What listeners said outright."""

from django.contrib import admin
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from common.admin import user_link
from recommendations.admin.of_one_user import BY_USER, OfOneUser
from recommendations.models import Feedback


@admin.register(Feedback)
class FeedbackAdmin(OfOneUser):
    """Each listener's last word on tracks and artists."""

    section = "Listeners"
    icon = "thumbs_up_down"
    list_display = [
        *("id", user_link(), "action", "subject", "track_name", "key", "private", "changed_at")
    ]
    list_filter = [
        BY_USER,
        ("action", ChoicesDropdownFilter),
        ("subject", ChoicesDropdownFilter),
    ]
    export_fields = [
        *("id", "user_id", "action", "subject", "key", "track_name", "private", "changed_at")
    ]
