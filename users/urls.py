"""Routes of accounts and tokens, below /api/."""

from django.urls import path

from users import token_views, views
from users.exports.views import UserExportView
from users.resetting import views as resetting

urlpatterns = [
    path("users/", views.UserListView.as_view(), name="user-list"),
    path("users/<user_ref:user_ref>/", views.UserDetailView.as_view(), name="user-detail"),
    path("users/password-reset/", resetting.PasswordResetView.as_view(), name="password-reset"),
    path(
        "users/password-reset/confirm/",
        resetting.PasswordResetConfirmView.as_view(),
        name="password-reset-confirm",
    ),
    path("users/<user_ref:user_ref>/export/", UserExportView.as_view(), name="user-export"),
    path("auth/token/", token_views.TokenView.as_view(), name="token"),
    path("auth/token/refresh/", token_views.TokenRefreshView.as_view(), name="token-refresh"),
    path("auth/token/verify/", token_views.TokenVerifyView.as_view(), name="token-verify"),
    path("auth/logout/", token_views.LogoutView.as_view(), name="logout"),
]
