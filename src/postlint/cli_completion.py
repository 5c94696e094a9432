"""What the shell offers when somebody presses Tab. Only then is anything here run, and rules are loaded."""

from collections.abc import Callable
from contextlib import suppress

from postlint.cli_voice import spoken

Offer = list[tuple[str, str]]


def values(*valid: str) -> Callable[[str], Offer]:
    """Offer the values of an option that has few."""

    def offer(incomplete: str) -> Offer:
        return [(value, "") for value in valid if value.startswith(incomplete)]

    return offer


def rule_ids(incomplete: str) -> Offer:
    """Offer the id of one rule."""
    return [(rule_id, told) for rule_id, told in _rules() if rule_id.startswith(incomplete)]


def selectable(incomplete: str) -> Offer:
    """Offer rules and tiers for what is behind the last comma."""
    from postlint.diagnostic import Tier

    before, comma, last = incomplete.rpartition(",")
    offered = [*_rules(), *((tier.value, "") for tier in Tier)]
    return [(before + comma + name, told) for name, told in offered if name.startswith(last)]


def _rules() -> Offer:
    """Every rule and what it finds, those of the packs in the current folder's configuration included."""
    from pathlib import Path

    from postlint.config import find_config, load_config
    from postlint.engine.registry import load_registry
    from postlint.explain import summary

    registry = load_registry()
    with suppress(Exception):  # a mistake in the configuration is told by commands, not between two keys
        registry = registry.with_packs(load_config(find_config(Path.cwd()), registry.known).packs)
    return [(rule.id, summary(rule, spoken(()))) for rule in registry.rules.values()]
