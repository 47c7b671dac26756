"""Counts that triggers keep (see their migration), because a step would come too late for them.

They follow their source in the transaction that changes it. So they are exact at any moment, and
nothing lies past the cursor that a report would have to add. What is left to do is to fold up what
they leave, and to count anew.
"""

from django.db import transaction

from analytics.models import AccountChange, RecommendationChange, linked
from analytics.sql import execute

# Whose sum tells how many rows there are, and the relation of an event that leads to these.
_SUMS = {AccountChange: "user", RecommendationChange: "recommendation"}

_FOLD = """
WITH folded AS (
    DELETE FROM {changes}
    WHERE (SELECT count(*) FROM (SELECT FROM {changes} LIMIT 2) first) > 1
    RETURNING change
)
INSERT INTO {changes} (change) SELECT sum(change) FROM folded HAVING count(*) > 0
"""

# Whoever would change what is counted waits.
_VARIANTS_ANEW = (
    "LOCK TABLE analytics_variantday IN SHARE ROW EXCLUSIVE MODE",
    "DELETE FROM analytics_variantlistener",
    "TRUNCATE analytics_variantday",
    """
INSERT INTO analytics_variantlistener (variant, user_id, last_day)
SELECT variant, user_id, max(day) FROM analytics_impression WHERE variant <> '' GROUP BY 1, 2
""",
)
_SUM_ANEW = (
    "LOCK TABLE {counted} IN SHARE MODE",
    "LOCK TABLE {changes} IN SHARE ROW EXCLUSIVE MODE",
    "DELETE FROM {changes}",
    "INSERT INTO {changes} (change) SELECT count(*) FROM {counted}",
)


def fold_changes() -> None:
    """Make one row of all that stand for changes of one table; their sum stays.

    The caller holds the cursor.
    """
    for changes in _SUMS:
        execute(_FOLD.format(changes=changes._meta.db_table))


def count_small_anew() -> None:
    """Count the listeners of variants, the accounts and the recommendations from their tables.

    Each in a transaction of its own: who holds the cursor should not wait for those who change
    these, and nobody for more of them than one.
    """
    with transaction.atomic():
        for statement in _VARIANTS_ANEW:
            execute(statement)
    for changes, relation in _SUMS.items():
        tables = {"changes": changes._meta.db_table, "counted": linked(relation)._meta.db_table}
        with transaction.atomic():
            for statement in _SUM_ANEW:
                execute(statement.format(**tables))
