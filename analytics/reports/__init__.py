"""The reports, each as the body of an answer."""

from analytics.reports.engagement import engagement
from analytics.reports.summary import summary
from analytics.reports.trends import trends

__all__ = ["engagement", "summary", "trends"]
