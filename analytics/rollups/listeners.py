"""Whether an item was heard by several users, since what one alone hears is told to nobody.

Kept with the item, so that whoever asks for the hottest finds none of those that must not be told
of: else one user could fill all places of candidates, with many items heard hour after hour, and
leave none for the others.
"""

#: SQL: whether several users listened to the item ``i``. Ends at the second one that it meets.
SEVERAL = """EXISTS (
    SELECT FROM (
        SELECT user_id FROM analytics_itemlistener WHERE item_id = i.id AND events > 0 LIMIT 1
    ) one
    JOIN analytics_itemlistener another
      ON another.item_id = i.id AND another.events > 0 AND another.user_id <> one.user_id
)"""
