"""News of this app. Sent after commit."""

from django.dispatch import Signal

# kwargs: user_ids
feedback_given = Signal()
