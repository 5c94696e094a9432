"""A run over more posts than one machine holds: a Ray Data dataset of posts → a dataset of diagnostics. docs/distributed.md describes it.

Needs `postlint[ray]`. Posts are looked at where they lie; what corpus checks compare is grouped by the keys that posts share, then
by path. Neither posts nor findings come to the driver.
"""

from collections.abc import Iterable
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

if not (find_spec("ray") and find_spec("pyarrow")):
    raise ImportError("postlint.distributed needs Ray Data: pip install 'postlint[ray]'")

from postlint.diagnostic import Lang
from postlint.distributed import stages
from postlint.distributed.job import job_of
from postlint.distributed.rows import DIAGNOSTIC
from postlint.engine.session import Configured

if TYPE_CHECKING:
    from ray.data import Dataset

__all__ = ["DIAGNOSTIC", "lint_dataset"]


def lint_dataset(  # noqa: PLR0913
    ds: "Dataset",
    config: Configured = None,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    strict: bool = False,
    lang: Lang = "en",
    batch_size: int = 32,
    partitions: int = 16,
) -> "Dataset":
    """The diagnostics of a dataset of posts, a row each with the fields of the JSON report (the schema is DIAGNOSTIC), in no order.

    `ds` has the columns `path` (a text; each once) and `content` (text, or bytes as they stand in the file). `config`, `select`, `ignore`
    and `strict` mean what they mean for `lint_paths`, but one file counts, none in folders below it. `lang` is the language of messages.
    So many posts as `batch_size` are looked at by one task; comparisons are done in `partitions` parts, each of which must fit into the
    memory of a worker with the contents of its posts. Raises PostlintError for a configuration that cannot be used.
    """
    job = job_of(config, select, ignore, strict=strict, lang=lang)
    packed = job.packed
    posts = ds.repartition(target_num_rows_per_block=batch_size)
    linted: Dataset = posts.map_batches(partial(stages.lint, packed, partitions), batch_size=batch_size, batch_format="pyarrow")
    tell = partial(stages.tell, packed)
    if not job.compares:
        return linted.map_batches(tell, batch_size=None, batch_format="pyarrow")
    linted = linted.materialize()  # in the workers' store: two ways lead on from here
    keyed = linted.map_batches(partial(stages.keys, packed, partitions), batch_size=None, batch_format="pyarrow")
    matched = keyed.groupby("part", num_partitions=partitions).map_groups(partial(stages.match, packed, partitions), batch_format="pyarrow")
    return linted.union(matched).groupby("part", num_partitions=partitions).map_groups(tell, batch_format="pyarrow")
