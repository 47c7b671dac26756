"""The reports, each as the body of an answer."""

from analytics.reports.engagement import engagement
from analytics.reports.recommendations import recommendation_report
from analytics.reports.summary import summary
from analytics.reports.timeseries import series_of, timeseries
from analytics.reports.trends import trends

__all__ = [
    "engagement",
    "recommendation_report",
    "series_of",
    "summary",
    "timeseries",
    "trends",
]
