"""Which variant of the running experiment is a user's; starting and ending experiments."""

import hashlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from django.db import transaction
from django.utils import timezone

from analytics import services as analytics
from common.errors import Conflict
from recommendations.kept_in_process import KeptInProcess
from recommendations.models import Experiment, Variant

# A start or an end is known to every process within this time.
_KEPT_SECONDS = 30.0
_LOTS = 2**64


class ExperimentNotReady(Conflict):
    """There is nothing to compare."""

    code = "experiment_not_ready"
    sentence = "An experiment takes two variants or more."


class ExperimentOver(Conflict):
    """It runs already, or did: whoever saw it once would be counted with two lists."""

    code = "experiment_over"
    sentence = "An experiment is started once. Make another one."


class ExperimentNotRunning(Conflict):
    """There is nothing to end."""

    code = "experiment_not_running"
    sentence = "This experiment does not run."


@dataclass(frozen=True, slots=True)
class Branch:
    """A variant as lists are made with it: "experiment:variant", its share, the weights it sets."""

    label: str
    share: int
    overrides: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Running:
    """The experiment that runs, with its branches in a fixed order."""

    name: str
    branches: Sequence[Branch]


def branch_of(user_id: int) -> Branch | None:
    """The user's branch of the running experiment, None while none runs.

    It follows from the names and shares alone. No query, but for one every half a minute.
    """
    running = _kept.get()
    return chosen(running, user_id) if running else None


def chosen(running: Running, user_id: int) -> Branch:
    """The branch that the user's lot falls to: the branches lie end to end, as wide as they share.

    The lot is a hash of experiment and user, so that two experiments divide people independently.
    """
    digest = hashlib.sha256(f"{running.name}:{user_id}".encode()).digest()
    ends = list(accumulate(branch.share for branch in running.branches))
    place = int.from_bytes(digest[:8], "big") * ends[-1] // _LOTS
    return running.branches[bisect_right(ends, place)]


def start(experiment_id: int) -> None:
    """Run this experiment, and end the one that runs. Raises ExperimentNotReady, ExperimentOver.

    Lists change as they are made anew, and each says which branch made it.
    """
    with transaction.atomic():
        # All in one order: of two starts at once, the second waits.
        rows = {row.pk: row for row in Experiment.objects.select_for_update().order_by("pk")}
        experiment, now = rows.get(experiment_id), timezone.now()
        if experiment is None or experiment.started_at is not None:
            raise ExperimentOver
        shares = dict(experiment.variants.order_by("name").values_list("name", "share"))
        if len(shares) < 2:
            raise ExperimentNotReady
        Experiment.objects.filter(active=True).update(active=False, ended_at=now)
        Experiment.objects.filter(pk=experiment_id).update(active=True, started_at=now)
        analytics.describe_variants(experiment.name, shares)


def end(experiment_id: int) -> None:
    """Make lists without the experiment from now on. Raises ExperimentNotRunning."""
    running = Experiment.objects.filter(pk=experiment_id, active=True)
    if not running.update(active=False, ended_at=timezone.now()):
        raise ExperimentNotRunning


def _running() -> Running | None:
    rows = Variant.objects.filter(experiment__active=True).select_related("experiment")
    variants = list(rows.order_by("name"))
    if not variants:
        return None
    branches = [Branch(str(each), each.share, each.weights) for each in variants]
    return Running(variants[0].experiment.name, branches)


_kept = KeptInProcess(_running, seconds=_KEPT_SECONDS)
forget = _kept.forget
