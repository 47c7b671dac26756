"""What is kept in PostgreSQL."""

from analytics.models.activity import UserActivity, linked
from analytics.models.check import SelfCheck
from analytics.models.genre import TrackGenre
from analytics.models.import_job import ImportJob
from analytics.models.impression import Impression
from analytics.models.rollups import (
    Item,
    ItemHour,
    ItemListener,
    Retraction,
    RollupCursor,
    TrendRank,
    UserDay,
    UserTotal,
)

__all__ = [
    "ImportJob",
    "Impression",
    "Item",
    "ItemHour",
    "ItemListener",
    "Retraction",
    "RollupCursor",
    "SelfCheck",
    "TrackGenre",
    "TrendRank",
    "UserActivity",
    "UserDay",
    "UserTotal",
    "linked",
]
