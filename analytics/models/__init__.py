"""What is kept in PostgreSQL."""

from analytics.models.activity import UserActivity, linked
from analytics.models.changes import AccountChange, RecommendationChange
from analytics.models.check import SelfCheck
from analytics.models.genre import TrackGenre
from analytics.models.import_job import ImportJob
from analytics.models.impression import Impression, ImpressionDay
from analytics.models.items import Item, ItemDay, ItemHour, ItemListener, QuarterHour, TrendRank
from analytics.models.rollups import Retraction, RollupCursor
from analytics.models.users import ActiveDay, LastSeenQuarter, UserDay, UserSpan, UserTotal
from analytics.models.variant import VariantDay, VariantListener, VariantShare

__all__ = [
    "AccountChange",
    "ActiveDay",
    "ImportJob",
    "Impression",
    "ImpressionDay",
    "Item",
    "ItemDay",
    "ItemHour",
    "ItemListener",
    "LastSeenQuarter",
    "QuarterHour",
    "RecommendationChange",
    "Retraction",
    "RollupCursor",
    "SelfCheck",
    "TrackGenre",
    "TrendRank",
    "UserActivity",
    "UserDay",
    "UserSpan",
    "UserTotal",
    "VariantDay",
    "VariantListener",
    "VariantShare",
    "linked",
]
