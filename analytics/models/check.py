"""What the nightly self-check found."""

from django.db import models


class SelfCheck(models.Model):
    """How many rows of one kind of count were compared with a recount, and how many differed."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)  # serves the latest, and retention
    what = models.CharField(max_length=20)
    compared = models.BigIntegerField()
    differing = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.what}: {self.differing} of {self.compared} differ"
