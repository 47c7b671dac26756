"""Experiments with the weights of the ranking, and their variants."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from recommendations.ranking.tuning import problems


class Experiment(models.Model):
    """A comparison of variants, among all listeners; it runs once, and alone.

    ``name`` decides with a user's id which variant is theirs. From ``started_at`` on nothing of it
    changes: other shares would move listeners between variants.
    """

    name = models.SlugField(max_length=20, unique=True, db_index=False)
    about = models.TextField(blank=True, default="", help_text="what it is to find out")
    active = models.BooleanField(default=False, editable=False)
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            # Keeps the running one single, and finds it.
            models.UniqueConstraint(
                fields=["active"], condition=models.Q(active=True), name="experiment_one_active"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Variant(models.Model):
    """One branch of an experiment: the weights that it sets, for its share of the listeners.

    ``share`` counts in parts of the sum of all: 1 beside 3 is a quarter. Without ``weights`` it is
    what lists are without the experiment.
    """

    experiment = models.ForeignKey(
        Experiment, on_delete=models.CASCADE, related_name="variants", db_index=False
    )
    name = models.SlugField(max_length=19, db_index=False)
    share = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    weights = models.JSONField(default=dict, blank=True, help_text='such as {"novelty": 0.2}')

    class Meta:
        constraints = [
            # Serves the variants of an experiment.
            models.UniqueConstraint(fields=["experiment", "name"], name="variant_unique"),
            models.CheckConstraint(condition=models.Q(share__gt=0), name="variant_has_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.experiment.name}:{self.name}"

    def clean(self) -> None:
        """Raises ValidationError for weights that there are not, or that are out of bounds."""
        if found := problems(self.weights):
            raise ValidationError({"weights": found})
