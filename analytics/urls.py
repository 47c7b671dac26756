"""Routes of analytics, below /api/analytics/."""

urlpatterns: list = []
