"""Counts that triggers keep (see their migration), because a step would come too late for them.

They follow their source in the transaction that changes it. So they are exact at any moment, and
nothing lies past the cursor that a report would have to add. What is left to do is to fold up what
they leave, and to count anew.
"""

from django.db import transaction

from analytics.models import linked
from analytics.sql import execute

_FOLD = """
WITH folded AS (
    DELETE FROM analytics_recommendationchange
    WHERE (SELECT count(*) FROM (SELECT FROM analytics_recommendationchange LIMIT 2) first) > 1
    RETURNING change
)
INSERT INTO analytics_recommendationchange (change)
SELECT sum(change) FROM folded HAVING count(*) > 0
"""

# Whoever would change what is counted waits.
_ANEW = (
    "LOCK TABLE analytics_variantday IN SHARE ROW EXCLUSIVE MODE",
    "DELETE FROM analytics_variantlistener",
    "TRUNCATE analytics_variantday",
    """
INSERT INTO analytics_variantlistener (variant, user_id, last_day)
SELECT variant, user_id, max(day) FROM analytics_impression WHERE variant <> '' GROUP BY 1, 2
""",
    "LOCK TABLE {recommendations} IN SHARE MODE",
    "LOCK TABLE analytics_recommendationchange IN SHARE ROW EXCLUSIVE MODE",
    "DELETE FROM analytics_recommendationchange",
    "INSERT INTO analytics_recommendationchange (change) SELECT count(*) FROM {recommendations}",
)


def fold_recommendations() -> None:
    """Make one row of all that stand for changes; their sum stays. The caller holds the cursor."""
    execute(_FOLD)


def count_small_anew() -> None:
    """Count the listeners of variants and the recommendations from their tables.

    In a transaction of its own: who holds the cursor should not wait for those who change these.
    """
    recommendations = linked("recommendation")._meta.db_table
    with transaction.atomic():
        for statement in _ANEW:
            execute(statement.format(recommendations=recommendations))
