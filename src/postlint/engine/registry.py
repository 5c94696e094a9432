"""Which rules there are, and which of them a run applies."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import postlint.checks
from postlint.checks._pack import pack_check
from postlint.checks.base import Check, CorpusCheck, Rule
from postlint.config import RuleSettings
from postlint.diagnostic import Severity, Tier
from postlint.engine.errors import call_error, unknown
from postlint.engine.internal import InternalError
from postlint.engine.plugins import plugin_rules
from postlint.packs.load import load_pack, shipped

#: runs even where other rules were selected: a post that cannot be read must not pass for a clean one
ALWAYS = "unreadable-post"


UNKNOWN_RULE = {
    "en": "There is no rule or tier “{name}”. `postlint rules` lists them.",
    "ja": "「{name}」というルールも区分もありません。一覧は postlint rules で確認できます。",
}
TAKEN = {
    "en": "There is a rule “{name}” already. Rename the pack file {file}.",
    "ja": "「{name}」というルールはすでにあります。パックファイル {file} の名前を変えてください。",
}


class Planned(NamedTuple):
    """A rule with its options, and the severity that its findings get in this run."""

    rule: Rule
    severity: Severity


class Plan(NamedTuple):
    """What a run applies: rules in the order of their ids. Goes to the workers, so it must be picklable.

    `ids` are all rules that there are. `narrowed` tells that the call has picked rules, so that others may not have run. `variants`
    are the plans of files for which the configuration says something else; a Source names its own by index. `alone` tells that there is
    one post only, and no other to compare it with.
    """

    rules: tuple[Planned, ...]
    ids: tuple[str, ...] = ()
    narrowed: bool = False
    variants: tuple["Plan", ...] = ()
    alone: bool = False

    def of(self, variant: int | None) -> "Plan":
        """The plan of a file: this one, or a variant."""
        return self if variant is None else self.variants[variant]._replace(alone=self.alone)

    def planned(self, rule_id: str) -> Planned | None:
        """The rule of that id, if it is applied."""
        return next((planned for planned in self.rules if planned.rule.id == rule_id), None)

    def checks(self) -> Iterator[tuple[Planned, Check]]:
        """The rules that look at one post."""
        return ((planned, planned.rule) for planned in self.rules if isinstance(planned.rule, Check))

    def corpus_checks(self) -> Iterator[tuple[Planned, "CorpusCheck[Any]"]]:
        """The rules that compare this file with others."""
        return ((planned, planned.rule) for planned in self.rules if isinstance(planned.rule, CorpusCheck))

    def comparisons(self) -> Iterator["CorpusCheck[Any]"]:
        """The rules that compare posts in this plan or any variant, each once, in the order of their ids."""
        found = {check.id: check for plan in reversed((self, *self.variants)) for _, check in plan.corpus_checks()}
        return (found[rule_id] for rule_id in sorted(found))


class Registry(NamedTuple):
    """Every rule by its id, in the order of ids."""

    rules: Mapping[str, type[Rule]]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that a selection may name."""
        return tuple(self.rules)

    @property
    def catalogue(self) -> Mapping[str, type[Rule]]:
        """The rules and what reports postlint's own failures: every rule that a diagnostic may carry."""
        return {**self.rules, InternalError.id: InternalError}

    @property
    def known(self) -> Mapping[str, type[Any]]:
        """The Options of each rule, for the configuration to be validated against."""
        return {rule_id: rule.Options for rule_id, rule in self.rules.items()}

    @property
    def corpus(self) -> tuple[str, ...]:
        """The ids of the rules that compare posts."""
        return tuple(rule_id for rule_id, rule in self.rules.items() if issubclass(rule, CorpusCheck))

    def get(self, rule_id: str) -> type[Rule]:
        """The rule of that id; raises CallError with the nearest id."""
        if rule_id not in self.catalogue:
            raise unknown(UNKNOWN_RULE, rule_id, self.catalogue)
        return self.catalogue[rule_id]

    def with_packs(self, packs: Iterable[Path]) -> "Registry":
        """These rules and those of pack files. Raises CallError where one has the id of another, PackError where one is wrong."""
        rules = dict(self.rules)
        for path in packs:
            if path.stem in rules or path.stem == InternalError.id:
                raise call_error(TAKEN, name=path.stem, file=str(path))
            rules[path.stem] = pack_check(load_pack(path))
        return Registry(dict(sorted(rules.items())))

    def named(self, names: Iterable[str]) -> set[str]:
        """The ids that ids and tiers stand for; raises CallError for anything else."""
        found: set[str] = set()
        for name in names:
            if name in set(Tier):
                found.update(rule_id for rule_id, rule in self.rules.items() if rule.tier == name)
            elif name in self.rules:
                found.add(name)
            else:
                raise unknown(UNKNOWN_RULE, name, [*self.rules, *Tier])
        return found

    def select(self, select: Sequence[str] = (), ignore: Sequence[str] = (), *, strict: bool = False) -> tuple[str, ...]:
        """The ids that run, in order: those selected (or the integrity tier) less those ignored; `strict` adds the advisory tier."""
        wanted = self.named(select or (Tier.INTEGRITY,)) | ({ALWAYS} & self.rules.keys())
        if strict:
            wanted |= self.named((Tier.ADVISORY,))
        wanted -= self.named(ignore)
        return tuple(rule_id for rule_id in self.rules if rule_id in wanted)

    def plan(self, selected: Iterable[str], settings: Mapping[str, RuleSettings]) -> Plan:
        """The selected rules with their configured options and severities; those that are "off" are left out."""
        planned = []
        for rule_id in selected:
            rule, said = self.rules[rule_id], settings.get(rule_id)
            severity = said.severity if said is not None else None
            if severity == "off":
                continue
            planned.append(Planned(_with_options(rule, said), Severity(severity) if severity else rule.severity))
        return Plan(tuple(planned), self.ids)


def _with_options(rule: type[Rule], said: RuleSettings | None) -> Rule:
    return rule(rule.Options(**said.options)) if said is not None and said.options else rule()


def load_registry() -> Registry:
    """The checks in postlint.checks, the shipped packs, and the rules of plugins. Raises CallError for a plugin that cannot be used.

    A shipped pack that has the id of a check, or no messages, is data for a check and no rule.
    """
    rules: dict[str, type[Rule]] = {}
    for module in pkgutil.iter_modules(postlint.checks.__path__, "postlint.checks."):
        if not module.name.rpartition(".")[2].startswith("_") and module.name != "postlint.checks.base":
            rule = _rule_of(importlib.import_module(module.name))
            rules[rule.id] = rule
    for path in shipped():
        if path.stem not in rules and (pack := load_pack(path)).is_rule:
            rules[path.stem] = pack_check(pack)
    return Registry(dict(sorted((rules | plugin_rules(rules)).items())))


def _rule_of(module: ModuleType) -> type[Rule]:
    """The one check that the module defines; what it merely imports does not count."""
    found = [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Check | CorpusCheck) and thing.__module__ == module.__name__
    ]
    if len(found) != 1:
        raise TypeError(f"{module.__name__} must define one check, but defines {len(found)}")
    return found[0]
