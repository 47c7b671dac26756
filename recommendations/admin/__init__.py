"""Lists, refreshes, pools, tracks, feedback, similarities and experiments in the admin.

Experiments apart, what is shown was made by tasks and would be made anew by the next one: it is
looked at and deleted, not edited.
"""

from recommendations.admin.experiments import ExperimentAdmin
from recommendations.admin.feedback import FeedbackAdmin
from recommendations.admin.lists import RecommendationAdmin
from recommendations.admin.pools import PoolCandidateAdmin, TastePoolAdmin
from recommendations.admin.refreshes import RecommendationLogAdmin
from recommendations.admin.refreshing import offer_on_users
from recommendations.admin.similarity import SimilarItemAdmin, SimilarityVersionAdmin
from recommendations.admin.tracks import TrackAdmin

__all__ = [
    "ExperimentAdmin",
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
