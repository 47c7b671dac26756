"""Experiments: written down, started, ended."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import TabularInline

from common.admin import ModelAdmin, operation
from recommendations import services
from recommendations.models import Experiment, Variant

_RIGHT = "recommendations.change_experiment"


@operation("Start, in place of the running one", needs=_RIGHT)
def start(experiment: Experiment) -> None:
    """Lists are made with its variants from now on."""
    services.start_experiment(experiment.pk)


@operation("End", needs=_RIGHT)
def end(experiment: Experiment) -> None:
    """Lists are made as without it from now on."""
    services.end_experiment(experiment.pk)


class _OpenUntilStarted:
    """What was started stays as it was: its figures are about just that."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Before the start, for whoever has the right."""
        return _open(obj) and request.user.has_perm("recommendations.add_experiment")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Before the start, for whoever has the right."""
        return _open(obj) and request.user.has_perm(_RIGHT)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Before the start, for whoever has the right."""
        return _open(obj) and request.user.has_perm("recommendations.delete_experiment")


class VariantInline(_OpenUntilStarted, TabularInline):
    """The branches, on the page of their experiment."""

    model = Variant
    extra = 2
    ordering = ["name"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may look at the experiment."""
        return request.user.has_perm("recommendations.view_experiment")


@admin.register(Experiment)
class ExperimentAdmin(_OpenUntilStarted, ModelAdmin):
    """Which variants of the weights were compared when."""

    section = "Recommendations"
    icon = "science"
    list_display = ["name", "active", "started_at", "ended_at", "about"]
    ordering = ["-id"]
    inlines = [VariantInline]
    actions = [start, end]
    readonly_fields = ["active", "started_at", "ended_at"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever has the right; there is always room for another."""
        return request.user.has_perm("recommendations.add_experiment")


def _open(experiment: Experiment | None) -> bool:
    return experiment is None or experiment.started_at is None
