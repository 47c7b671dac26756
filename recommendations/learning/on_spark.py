"""The same learning on Apache Spark, for more items than one machine has the time or memory for.

What is done to a block of items is ``neighbours.learn_block``, and to a source's links
``links.truncate``, as on one machine; Spark only spreads them. So both give the same lists.
"""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZipFile

from scipy.sparse import csr_matrix

from recommendations.learning.links import Links, NeighbourLists, truncate
from recommendations.learning.matrix import weigh
from recommendations.learning.neighbours import ItemVectors, Ridge, blocks, learn_block

if TYPE_CHECKING:  # an optional requirement, loaded where it is used
    from pyspark import SparkContext

_BLOCK = 256  # items that are learned together
_RANGE = 4096  # sources whose links are cut together
_PROJECT = Path(__file__).parents[2]
_CODE = ("recommendations/__init__.py",)


def learn_lists(
    counts: csr_matrix, ridge: Ridge, *, master: str, per_item: int = 200
) -> NeighbourLists:
    """Learn the stored lists from users x items counts on the Spark at ``master``.

    This process and each worker hold the matrix once; links stay with the workers until they are
    cut. Workers need this interpreter's version of Python, numpy and scipy; this package's code
    is sent to them.
    """
    items = ItemVectors.of(weigh(counts), ridge.min_listeners)
    work = list(blocks(items, _BLOCK))
    ranges = -(-counts.shape[1] // _RANGE)
    with _spark(master) as spark:
        shared = spark.broadcast(items)
        cut = (
            spark.parallelize(work, max(1, len(work)))
            .flatMap(lambda block: learn_block(shared.value, block, ridge).by_range(_RANGE))
            .groupByKey(ranges)
            .mapValues(lambda parts: truncate(Links.join(parts), _RANGE, per_item))
        )
        return NeighbourLists.join(dict(cut.toLocalIterator()), _RANGE, counts.shape[1])


@contextmanager
def _spark(master: str) -> Iterator["SparkContext"]:
    """A Spark that can run our code, for as long as the block lasts."""
    from pyspark import SparkConf, SparkContext

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    logging.getLogger("py4j").setLevel(logging.WARNING)  # it tells of each connection
    conf = SparkConf().setMaster(master).setAppName("train_similarity")
    conf.set("spark.ui.enabled", "false").set("spark.ui.showConsoleProgress", "false")
    # Cores are used by running blocks side by side, not by the linear algebra within one.
    conf.set("spark.executorEnv.OMP_NUM_THREADS", "1")
    if master.startswith("local"):
        conf.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1")
    with TemporaryDirectory() as folder, SparkContext(conf=conf) as spark:
        spark.setLogLevel("ERROR")
        spark.addPyFile(str(_packed_code(Path(folder))))
        yield spark


def _packed_code(folder: Path) -> Path:
    """An archive of what the workers import."""
    archive = folder / "learning.zip"
    with ZipFile(archive, "w") as packed:
        for file in (*map(_PROJECT.joinpath, _CODE), *Path(__file__).parent.glob("*.py")):
            packed.write(file, file.relative_to(_PROJECT))
    return archive
