"""What a worker needs to know besides posts: the plan, and which paths it does not hold for."""

# Paths stay text: a path of a dataset need not be one of this system.
# ruff: noqa: PTH118

import datetime
import os
import pickle
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from msgspec import Struct, structs

from postlint.checks.base import Rule
from postlint.config import PathIgnore, find_config
from postlint.config.read import SCHEMA_RULE
from postlint.diagnostic import Lang
from postlint.engine.discover import excluded
from postlint.engine.internal import InternalError
from postlint.engine.plans import ignoring
from postlint.engine.registry import Plan, Planned
from postlint.engine.run import local_day
from postlint.engine.session import Configured, session
from postlint.post.cached import cached_property
from postlint.schemas import compiled


class Packed(Struct, frozen=True):
    """A job as bytes, which are unpacked once a worker."""

    data: bytes

    def job(self) -> "Job":
        """The job."""
        return _unpacked(self.data)


class Job(Struct, frozen=True, dict=True):
    """The plan of a run, and what of the configuration depends on paths. Those of the dataset count from `folder`.

    `today` decides which suppressions have ended. `schema` is the content of the schema file, which need not lie where a worker is.
    `run` is a name that no other run has.
    """

    plan: Plan
    path_ignores: tuple[PathIgnore, ...]
    exclude: tuple[str, ...]
    root: str
    folder: str
    today: datetime.date
    lang: Lang
    schema: bytes | None
    run: str

    @cached_property
    def packed(self) -> Packed:
        """The job as it is sent."""
        return Packed(pickle.dumps(self))

    @property
    def compares(self) -> bool:
        """Whether posts are compared with each other."""
        return any(True for _ in self.plan.comparisons())

    @cached_property
    def catalogue(self) -> Mapping[str, Rule]:
        """Every rule that a diagnostic may carry."""
        return {InternalError.id: InternalError(), **{planned.rule.id: planned.rule for planned in self.plan.rules}}

    def excludes(self, path: str) -> bool:
        """Whether the configuration leaves the post of that path alone."""
        return bool(self.exclude) and excluded(os.path.join(self.folder, path), self.exclude, self.root)

    def plan_of(self, path: str) -> Plan:
        """The plan of the post of that path."""
        if not self.path_ignores:
            return self.plan
        names = {name for each in ignoring(self.path_ignores, os.path.join(self.folder, path)) for name in each.rules}
        return self.plan._replace(rules=tuple(each for each in self.plan.rules if not {each.rule.id, each.rule.tier} & names))


def job_of(config: Configured, select: Iterable[str], ignore: Iterable[str], *, strict: bool, lang: Lang) -> Job:
    """The job for a configuration file, for settings, or for the file that is found from the working folder upwards."""
    file = find_config(Path.cwd()) if config is None else config
    found = session(file, [], isolated=file is None).overridden(select=_names(select), ignore=_names(ignore), strict=strict)
    _, plan = found.planned([])
    here = str(Path.cwd())
    known = found.config
    return Job(plan, known.path_ignores, tuple(known.exclude), str(known.root or here), here, local_day(), lang, _schema(plan), uuid4().hex)


def _names(given: Iterable[str]) -> list[str]:
    return [given] if isinstance(given, str) else list(given)


def _schema(plan: Plan) -> bytes | None:
    planned = plan.planned(SCHEMA_RULE)
    file = Path(planned.rule.options.schema) if planned else None
    return file.read_bytes() if file is not None and file.is_file() else None


@lru_cache(maxsize=4)
def _unpacked(data: bytes) -> Job:
    job: Job = pickle.loads(data)
    return job if job.schema is None else structs.replace(job, plan=_with_schema(job.plan, job.schema))


def _with_schema(plan: Plan, schema: bytes) -> Plan:
    """The plan with the schema compiled in this process, from a file that is gone then: who needs it asks by its name."""

    def placed(planned: Planned) -> Planned:
        """The rule as it is, but for the one that needs the schema."""
        if planned.rule.id != SCHEMA_RULE:
            return planned
        options: Any = planned.rule.options
        with tempfile.NamedTemporaryFile(prefix="postlint-", suffix=Path(options.schema).suffix, delete=False) as file:
            file.write(schema)
        compiled(file.name)
        Path(file.name).unlink()
        return planned._replace(rule=type(planned.rule)(replace(options, schema=file.name)))

    return plan._replace(rules=tuple(placed(each) for each in plan.rules))
