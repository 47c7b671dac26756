"""Routes of recommendations, below /api/recommendations/."""

from django.urls import path

from recommendations import views

urlpatterns = [
    path("tastes/", views.TastesView.as_view(), name="recommendation-tastes"),
    path("popular/", views.PopularView.as_view(), name="recommendation-popular"),
    path(
        "similar/<str:track_id>/",
        views.SimilarTracksView.as_view(),
        name="recommendation-similar-tracks",
    ),
    path(
        "<user_ref:user_ref>/similar-listeners/",
        views.SimilarListenersView.as_view(),
        name="recommendation-similar-listeners",
    ),
    path(
        "<user_ref:user_ref>/",
        views.RecommendationListView.as_view(),
        name="recommendation-list",
    ),
    path(
        "<user_ref:user_ref>/refresh/", views.RefreshView.as_view(), name="recommendation-refresh"
    ),
    path(
        "<user_ref:user_ref>/refresh/<uuid:task_id>/",
        views.RefreshStatusView.as_view(),
        name="recommendation-refresh-status",
    ),
    path(
        "<user_ref:user_ref>/feedback/",
        views.FeedbackView.as_view(),
        name="recommendation-feedback",
    ),
    path(
        "<user_ref:user_ref>/history/", views.HistoryView.as_view(), name="recommendation-history"
    ),
]
