"""News about users, for apps that stand above this one. Sent after commit."""

from django.dispatch import Signal

# kwargs: user_id
tastes_changed = Signal()
user_erased = Signal()
