"""What is kept in PostgreSQL."""

from recommendations.models.experiment import Experiment, Variant
from recommendations.models.feedback import Feedback
from recommendations.models.log import RecommendationLog, Status, Trigger
from recommendations.models.pool import PoolCandidate, TastePool
from recommendations.models.recommendation import Recommendation
from recommendations.models.similarity import SimilarItem, SimilarityVersion
from recommendations.models.track import Track

__all__ = [
    "Experiment",
    "Feedback",
    "PoolCandidate",
    "Recommendation",
    "RecommendationLog",
    "SimilarItem",
    "SimilarityVersion",
    "Status",
    "TastePool",
    "Track",
    "Trigger",
    "Variant",
]
