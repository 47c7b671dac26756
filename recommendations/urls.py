"""Routes of recommendations, below /api/recommendations/."""

urlpatterns: list = []
