"""What a schema could demand of the values at one place, and which posts would not comply."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from postlint.infer.values import OTHER, Form, form_of, keywords_of, kind_of
from postlint.post.cached import cached_property

#: fewer posts tell nothing of a value
EVIDENCE = 5
#: fewer posts tell neither a vocabulary nor a limit
MANY = 20
#: a vocabulary has up to so many words, each of them in two posts or more, and five posts a word
MOST_WORDS, RECURS, POSTS_A_WORD = 8, 2, 5
LONGEST_WORD = 60
_MOST_TYPES = 3

Demand = Literal["required", "type", "form", "words", "not-empty", "limit", "unique"]
#: post number → the first of its values that deviates
Deviants = Mapping[int, Any]
#: kind and value of a text, a number or a truth value: as keys of a dict, true and 1 are the same
Scalar = tuple[str, Any]


class Field(Struct, frozen=True, dict=True):
    """The values at one place of the front matter, each with the number of its post; several a post among the items of lists."""

    values: tuple[tuple[int, Any], ...]
    threshold: float

    @cached_property
    def posts(self) -> frozenset[int]:
        """The posts that have a value here."""
        return frozenset(post for post, _ in self.values)

    @cached_property
    def kinds(self) -> Mapping[str, frozenset[int]]:
        """The posts by the JSON Schema type of what they have here, the most frequent first."""
        return _grouped((post, kind_of(value)) for post, value in self.values)

    @cached_property
    def scalars(self) -> Mapping[Scalar, frozenset[int]]:
        """The posts by what they have here, the most frequent first; lists, mappings and what is empty do not count."""
        kinds = ((post, kind_of(value), value) for post, value in self.values)
        return _grouped((post, (kind, value)) for post, kind, value in kinds if kind in ("string", "integer", "boolean") and value != "")

    @cached_property
    def forms(self) -> Mapping[Form | None, frozenset[int]]:
        """The posts by the form of the texts that they have here, the most frequent first; None stands for all that have none."""
        return _grouped((post, form_of(value)) for post, value in self.values if isinstance(value, str))

    @cached_property
    def usual(self) -> Scalar | None:
        """What almost all posts have here and nothing beside it, if there is such a thing and posts enough to say so."""
        first = next(iter(self.scalars), None)
        if first is None or len(self.posts) < EVIDENCE or not self.few(self.unusual(first)):
            return None
        return first

    def unusual(self, usual: Scalar) -> Deviants:
        """The posts that have something else."""
        return self.deviants(lambda value: (kind_of(value), value) != usual)

    def deviants(self, deviates: Callable[[Any], bool]) -> Deviants:
        """The posts with a value that deviates."""
        return {post: value for post, value in reversed(self.values) if deviates(value)}

    def few(self, deviants: Collection[int]) -> bool:
        """Whether so few posts deviate that it is they that are wrong."""
        return len(deviants) <= allowed(len(self.posts), self.threshold)


class Claim(Struct, frozen=True, eq=False):
    """Something to demand: its keywords in the schema (none for `required`, which stands with the parent), and who deviates."""

    demand: Demand
    keywords: Mapping[str, Any]
    deviants: Deviants


def allowed(posts: int, threshold: float) -> int:
    """How many of so many posts may deviate."""
    return int(posts * (1 - threshold) + 1e-9)


def kept(claims: Iterable[Claim], posts: int, threshold: float) -> frozenset[Claim]:
    """The claims to keep so that at least the share `threshold` of the posts complies with all of them together.

    Keys that are needed come first, then what the fewest posts deviate from.
    """
    deviants: frozenset[int] = frozenset()
    chosen = []
    for claim in sorted(claims, key=lambda claim: (claim.demand != "required", len(claim.deviants))):
        together = deviants | claim.deviants.keys()
        if len(together) <= allowed(posts, threshold):
            deviants = together
            chosen.append(claim)
    return frozenset(chosen)


def claims_on(field: Field) -> Iterator[Claim]:
    """What could be demanded of the values; nothing where too few of them, or too different ones, were seen."""
    types = _types(field)
    if len(field.posts) < EVIDENCE or not types:
        return
    form = _form(field) if "string" in types else None
    words = _words(field) if types == ["string"] and not form else None
    if types == ["string"] and not form and not words and {"integer", "number"} & field.kinds.keys():
        types.append("number")  # YAML reads the title 1984 as a number, and site generators print it all the same
    yield Claim("type", {"type": types[0] if len(types) == 1 else types}, _of_other_types(field, types))
    if form or words:
        yield form or words  # type: ignore[misc]  # mypy does not see that one of them is there
    if "string" in types and not form:
        yield from _not_empty(field, "", {"minLength": 1})
    if "array" in types:
        yield from _not_empty(field, [], {"minItems": 1})
        yield from _claims_on_lists(field)


def _grouped(labelled: Iterable[tuple[int, Any]]) -> Mapping[Any, frozenset[int]]:
    """The posts by label, the most frequent first."""
    groups: dict[Any, set[int]] = defaultdict(set)
    for post, label in labelled:
        groups[label].add(post)
    return {label: frozenset(posts) for label, posts in sorted(groups.items(), key=lambda group: -len(group[1]))}


def _of_other_types(field: Field, types: Collection[str]) -> Deviants:
    """The posts with a value of another type; a whole number is a number, too."""
    accepted = {*types, "integer"} if "number" in types else set(types)
    return field.deviants(lambda value: kind_of(value) not in accepted)


def _types(field: Field) -> list[str]:
    """The fewest types that almost all values have; none where it takes more than three."""
    types: list[str] = []
    for kind in field.kinds:
        types.append(kind)
        if field.few(_of_other_types(field, types)):
            break
    if {"integer", "number"} <= set(types):
        types.remove("integer")
    return types if len(types) <= _MOST_TYPES and OTHER not in types else []


def _form(field: Field) -> Claim | None:
    """The fewest forms that almost all texts are written in; nothing where there is no such thing."""
    chosen: list[Form] = []
    for form in field.forms:
        if form is None or (chosen and form.dated != chosen[0].dated):
            continue
        chosen.append(form)
        if field.few(frozenset().union(*(posts for other, posts in field.forms.items() if other not in chosen))):
            return Claim("form", keywords_of(chosen), field.deviants(lambda value: isinstance(value, str) and form_of(value) not in chosen))
    return None


def _words(field: Field) -> Claim | None:
    """A vocabulary: few texts that recur. One that almost all have is none: it tells what is usual, not what is right.

    Neither are dates and addresses: those that come next are new ones.
    """
    words = [value for (kind, value), posts in field.scalars.items() if kind == "string" and len(posts) >= RECURS]
    if len(field.posts) < max(MANY, POSTS_A_WORD * len(words)) or not 2 <= len(words) <= MOST_WORDS:
        return None
    deviants = field.deviants(lambda value: value not in words)
    if not field.few(deviants) or field.usual is not None or any(len(word) > LONGEST_WORD or form_of(word) for word in words):
        return None
    return Claim("words", {"enum": words}, deviants)


def _not_empty(field: Field, empty: Any, keywords: Mapping[str, int]) -> Iterator[Claim]:
    deviants = field.deviants(lambda value: bool(value == empty))
    if field.few(deviants):
        yield Claim("not-empty", keywords, deviants)


def _claims_on_lists(field: Field) -> Iterator[Claim]:
    """Whether items may recur, and whether there is a limit to their number."""
    lists = [value for _, value in field.values if isinstance(value, list)]
    if len(lists) < MANY:
        return
    twice = field.deviants(lambda value: isinstance(value, list) and _recurs(value))
    if field.few(twice):
        yield Claim("unique", {"uniqueItems": True}, twice)
    lengths = Counter(len(items) for items in lists)
    longest = max(lengths)
    if longest and lengths[longest] == max(lengths.values()):  # lists crowd at a limit, and thin out where there is none
        yield Claim("limit", {"maxItems": longest}, {})


def _recurs(items: Sequence[Any]) -> bool:
    """Whether an item stands in the list twice, as JSON counts: 1.0 is 1, and true is not."""
    keys = [json.dumps(int(item) if isinstance(item, float) and item.is_integer() else item, sort_keys=True) for item in items]
    return len(set(keys)) < len(keys)
