"""What beat sends and when, to be edited in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django_celery_beat.admin import ClockedScheduleAdmin as BeatClockedScheduleAdmin
from django_celery_beat.admin import CrontabScheduleAdmin as BeatCrontabScheduleAdmin
from django_celery_beat.admin import PeriodicTaskAdmin as BeatPeriodicTaskAdmin
from django_celery_beat.admin import PeriodicTaskForm as BeatPeriodicTaskForm
from django_celery_beat.admin import TaskSelectWidget
from django_celery_beat.models import (
    ClockedSchedule,
    CrontabSchedule,
    IntervalSchedule,
    PeriodicTask,
    SolarSchedule,
)
from unfold.admin import TabularInline
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from common.admin import ModelAdmin
from music_discovery_backend.scheduler import EDITED

admin.site.unregister(
    [ClockedSchedule, CrontabSchedule, IntervalSchedule, PeriodicTask, SolarSchedule]
)


class _TaskSelect(UnfoldAdminSelectWidget, TaskSelectWidget):
    """The tasks that there are, in unfold's look."""


class PeriodicTaskForm(BeatPeriodicTaskForm):
    """Beat's form in unfold's look."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].widget = UnfoldAdminTextInputWidget()
        self.fields["regtask"].widget = _TaskSelect()


@admin.register(PeriodicTask)
class PeriodicTaskAdmin(BeatPeriodicTaskAdmin, ModelAdmin):
    """When which task is sent. What is edited here stays so through restarts and releases."""

    section = "Operation"
    icon = "schedule"
    form = PeriodicTaskForm
    actions = ["enable_tasks", "disable_tasks", "run_tasks"]
    change_form_template = None
    change_list_template = None
    date_hierarchy = None
    list_display = ["name", "enabled", "scheduler", "last_run_at", "total_run_count", "description"]
    list_filter = ["enabled", "one_off"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Note on the task that it follows the release no more."""
        if not obj.description.startswith(EDITED):
            obj.description = f"{EDITED} {obj.description}".strip()
        super().save_model(request, obj, form, change)

    @admin.action(description="Enable", permissions=["change"])
    def enable_tasks(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Send them from now on."""
        self._note(request, queryset, "Enabled.")
        super().enable_tasks(request, queryset)

    @admin.action(description="Disable", permissions=["change"])
    def disable_tasks(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Send them no more."""
        self._note(request, queryset, "Disabled.")
        super().disable_tasks(request, queryset)

    @admin.action(description="Send now", permissions=["change"])
    def run_tasks(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Send them once, at once."""
        self._note(request, queryset, "Sent by hand.")
        super().run_tasks(request, queryset)

    def _note(self, request: HttpRequest, chosen: QuerySet[Any], what: str) -> None:
        for task in chosen:
            self.log_change(request, task, what)


class _TasksOfSchedule(TabularInline):
    """The tasks that use a schedule."""

    model = PeriodicTask
    fields = ["name", "task", "enabled"]
    readonly_fields = fields
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tasks are made on their own page."""
        return False


class _Schedule(ModelAdmin):
    section = "Operation"
    icon = "timer"
    inlines = [_TasksOfSchedule]


@admin.register(IntervalSchedule)
class IntervalScheduleAdmin(_Schedule):
    """Every so often."""

    search_fields = ["every"]


@admin.register(CrontabSchedule)
class CrontabScheduleAdmin(_Schedule, BeatCrontabScheduleAdmin):
    """At these times."""

    inlines = [_TasksOfSchedule]


@admin.register(ClockedSchedule)
class ClockedScheduleAdmin(_Schedule, BeatClockedScheduleAdmin):
    """Once, at this moment."""

    inlines = [_TasksOfSchedule]


@admin.register(SolarSchedule)
class SolarScheduleAdmin(_Schedule):
    """With the sun."""
