"""Analytics over HTTP."""

from analytics.views.activity import ActivityView
from analytics.views.reports import EngagementView, SummaryView, TrendsView

__all__ = ["ActivityView", "EngagementView", "SummaryView", "TrendsView"]
