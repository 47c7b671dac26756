"""Numbers of rows of large tables, each the sum of the changes to it.

A trigger leaves a row for each statement that adds or removes any, so that no two of them wait for
each other at a counter; a rollup step folds all into one.
"""

from django.db import models


class AccountChange(models.Model):
    """How many accounts there are is the sum of these rows."""

    change = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.change:+} accounts"


class RecommendationChange(models.Model):
    """How many recommendations there are is the sum of these rows."""

    change = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.change:+} recommendations"
