"""Apache Spark learns the same lists as one machine does."""

import shutil
from importlib.util import find_spec
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from recommendations.models import SimilarItem, SimilarityVersion

needs_spark = pytest.mark.skipif(
    find_spec("pyspark") is None or shutil.which("java") is None,
    reason="Spark takes Java 17 and `make spark`",
)


def stored(version):
    """All that a version holds."""
    columns = ("number", "key", "listeners", "neighbours", "weights")
    return list(SimilarItem.objects.filter(version=version).order_by("pk").values_list(*columns))


@needs_spark
@pytest.mark.django_db(transaction=True)
def test_spark_and_this_machine_store_the_same(crowd):
    out = StringIO()
    call_command("train_similarity", kind="track", stdout=out)
    call_command("train_similarity", kind="track", engine="spark", master="local[2]", stdout=out)
    here, there = SimilarityVersion.objects.order_by("pk")
    assert out.getvalue().count(" is served: 24 listeners") == 2
    assert (here.parameters["engine"], there.parameters["engine"]) == ("local", "spark")
    assert there.active
    for mine, theirs in zip(stored(here), stored(there), strict=True):
        assert mine[:4] == theirs[:4]
        assert mine[4] == pytest.approx(theirs[4], rel=1e-5)


def test_an_address_of_spark_without_spark_is_a_mistake():
    with pytest.raises(CommandError, match="--engine spark"):
        call_command("train_similarity", master="local[2]")


def test_what_spark_lacks_is_named(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CommandError, match=r"PySpark|Java"):
        call_command("train_similarity", engine="spark")
