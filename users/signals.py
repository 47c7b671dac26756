"""News about users, for apps that stand above this one, and one question to them."""

from django.dispatch import Signal

# Sent after commit. kwargs: user_id
tastes_changed = Signal()
# The same, and again until no receiver raises: a receiver that was not through does.
user_erased = Signal()
# kwargs: user_id, old_address
address_changed = Signal()

# What an app keeps about a user. kwargs: user_id. A receiver returns a mapping: the name of a
# section, of which there is no other -> its rows, dictionaries that the API can write as JSON, read
# while they are iterated over. It is asked in the transaction of the export.
own_data_asked = Signal()
