"""How experiments divide listeners, as the app that runs them tells it."""

from collections.abc import Mapping

from django.db import transaction

from analytics.models import VariantShare


def describe_variants(experiment: str, shares: Mapping[str, int]) -> None:
    """Remember the variants of an experiment, by name, with their parts of the listeners.

    Replaces what was known of an experiment of that name.
    """
    with transaction.atomic():
        VariantShare.objects.filter(experiment=experiment).delete()
        VariantShare.objects.bulk_create(
            VariantShare(variant=f"{experiment}:{name}", experiment=experiment, share=share)
            for name, share in shares.items()
        )
