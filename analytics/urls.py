"""Routes of analytics, below /api/analytics/."""

from django.urls import path

from analytics import views

urlpatterns = [
    path("activity/", views.ActivityView.as_view(), name="activity"),
    path("import/", views.ImportView.as_view(), name="analytics-import"),
    path("import/<int:pk>/", views.ImportJobView.as_view(), name="analytics-import-job"),
    path("summary/", views.SummaryView.as_view(), name="analytics-summary"),
    path("trends/", views.TrendsView.as_view(), name="analytics-trends"),
    path("timeseries/", views.TimeseriesView.as_view(), name="analytics-timeseries"),
    path(
        "recommendations/",
        views.RecommendationReportView.as_view(),
        name="analytics-recommendations",
    ),
    path("user/<user_ref:user_ref>/", views.EngagementView.as_view(), name="analytics-engagement"),
]
