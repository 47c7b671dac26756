"""Analytics over HTTP."""

from analytics.views.activity import ActivityView
from analytics.views.imports import ImportJobView, ImportView
from analytics.views.reports import (
    EngagementView,
    RecommendationReportView,
    SummaryView,
    TimeseriesView,
    TrendsView,
)

__all__ = [
    "ActivityView",
    "EngagementView",
    "ImportJobView",
    "ImportView",
    "RecommendationReportView",
    "SummaryView",
    "TimeseriesView",
    "TrendsView",
]
