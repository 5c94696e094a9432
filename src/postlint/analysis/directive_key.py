"""The directive in the front matter: postlint: {disable: [RULE], reason: …, until: 2027-01-31}."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from postlint.analysis.directive import ALL, Directive, Name, in_list, with_lines
from postlint.diagnostic import Finding
from postlint.mistake import shortened
from postlint.post.front_matter import FrontMatter
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span
from postlint.spelling import nearest

KEY = "postlint"
_KEYS = ("disable", "reason", "until")
_DATE = lazy(r"\d{4}-\d{2}-\d{2}")
#: it holds on every line
_LAST = 2**31


def read_key(post: Post) -> tuple[tuple[Directive, ...], tuple[Finding, ...]]:
    """The directive of the front matter, if there is one, and what is wrong with it. What cannot be understood suppresses nothing."""
    front = post.front_matter
    if KEY not in front.data:
        return (), ()
    said = front.data[KEY]
    if not isinstance(said, Mapping) or "disable" not in said:
        return (), (Finding(_place(front, KEY), "key-shape"),)
    problems = [_unknown_key(front, key) for key in said if key not in _KEYS]
    until, disabled = said.get("until", ""), said["disable"]
    if not _is_date(until):
        problems.append(Finding(_place(front, KEY, "until"), "key-until", {"value": shortened(until)}))
        return (), tuple(problems)
    rules = [disabled] if isinstance(disabled, str) else disabled
    if not isinstance(rules, list) or not rules or not all(isinstance(rule, str) and rule.strip() for rule in rules):
        problems.append(Finding(_place(front, KEY, "disable"), "key-disable", {"all": ALL}))
        return (), tuple(problems)
    directive = Directive(_place(front, KEY), _names(post, rules, listed=rules is disabled), _deletion(post), until=until)
    return (directive,), tuple(problems)


def _unknown_key(front: FrontMatter, key: str) -> Finding:
    near = nearest(key, _KEYS)
    return Finding(_place(front, KEY, key), "key-near" if near else "key-unknown", {"name": shortened(key), "nearest": near or ""})


def _is_date(value: Any) -> bool:
    """Whether a value can stand as `until`; no date at all is no end."""
    if value == "":
        return True
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _place(front: FrontMatter, *path: str | int) -> Span:
    """Where a key or an item of a list stands, or the nearest thing around it that could be located."""
    while path:
        found = front.key_span(*path) or front.value_span(*path)
        if found is not None:
            return found
        path = path[:-1]
    return front.opening


def _names(post: Post, rules: Iterable[str], *, listed: bool) -> tuple[Name, ...]:
    """The ids that are disabled, each on every line; those of a YAML list can be removed one by one."""
    front = post.front_matter
    rules = list(rules)
    places = [front.value_span(KEY, "disable", index) if listed else front.value_span(KEY, "disable") for index in range(len(rules))]
    spans = [_place(front, KEY, "disable") if place is None else place for place in places]
    names = [Name(rule, span, None) for rule, span in zip(rules, spans, strict=True)]
    if listed and front.kind == "yaml" and None not in places and len(rules) > 1:
        around = front.value_span(KEY, "disable")
        if around is not None and post.text.startswith("[", around.start):
            names = list(in_list(spans, rules))
        else:
            names = [Name(name.text, name.span, _item(post, name.span)) for name in names]
    return tuple(Name(name.text.strip(), name.span, name.removal, 1, _LAST) for name in names)


def _item(post: Post, span: Span) -> Span | None:
    """The line of an item of a block list: `- id`; None where more stands on it."""
    line = post.lines.starts[post.lines.position(span.start).line - 1]
    mark = post.text[line : span.start]
    if mark.strip(" \t") != "-":
        return None
    return _if_widened(post, Span(line + mark.index("-"), span.end))


def _deletion(post: Post) -> Span | None:
    """The lines of the whole key; None where other things stand on them, and in TOML, where its parts may stand anywhere."""
    front = post.front_matter
    key, value = front.key_span(KEY), front.value_span(KEY)
    if front.kind != "yaml" or key is None or value is None:
        return None
    return _if_widened(post, Span(key.start, value.end))


def _if_widened(post: Post, span: Span) -> Span | None:
    lines = with_lines(post, span)
    return None if lines == span else lines
