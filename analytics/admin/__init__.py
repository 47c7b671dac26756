"""Activity, imports and counts in the admin."""

from analytics.admin.activity import UserActivityAdmin
from analytics.admin.counts import (
    ItemAdmin,
    RollupCursorAdmin,
    SelfCheckAdmin,
    TrackGenreAdmin,
    UserTotalAdmin,
)
from analytics.admin.imports import ImportJobAdmin

__all__ = [
    "ImportJobAdmin",
    "ItemAdmin",
    "RollupCursorAdmin",
    "SelfCheckAdmin",
    "TrackGenreAdmin",
    "UserActivityAdmin",
    "UserTotalAdmin",
]
