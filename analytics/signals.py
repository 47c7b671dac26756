"""News from analytics, for apps that stand above it. Sent after commit, in the request."""

from django.dispatch import Signal

# kwargs: user_ids (frozenset[int]), whose accepted events were stored. Receivers must be cheap.
activity_recorded = Signal()
