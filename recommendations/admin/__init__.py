"""Lists, refreshes, pools, tracks, feedback and similarities in the admin.

What is shown was made by tasks and would be made anew by the next one: it is looked at and
deleted, not edited.
"""

from recommendations.admin.feedback import FeedbackAdmin
from recommendations.admin.lists import RecommendationAdmin
from recommendations.admin.pools import PoolCandidateAdmin, TastePoolAdmin
from recommendations.admin.refreshes import RecommendationLogAdmin
from recommendations.admin.refreshing import offer_on_users
from recommendations.admin.similarity import SimilarItemAdmin, SimilarityVersionAdmin
from recommendations.admin.tracks import TrackAdmin

__all__ = [
    "FeedbackAdmin",
    "PoolCandidateAdmin",
    "RecommendationAdmin",
    "RecommendationLogAdmin",
    "SimilarItemAdmin",
    "SimilarityVersionAdmin",
    "TastePoolAdmin",
    "TrackAdmin",
]

offer_on_users()
