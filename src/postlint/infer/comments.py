"""What a learnt schema tells an editor of each key: how often it was seen, with what values, and which posts deviate."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from msgspec import Struct

from postlint.diagnostic import Lang, Texts
from postlint.infer import words
from postlint.infer.claims import EVIDENCE, RECURS, Claim, Deviants, Scalar, allowed
from postlint.infer.tree import Node
from postlint.infer.values import form_of, kind_of
from postlint.mistake import shortened
from postlint.report.visible import visible
from postlint.spelling import nearest

#: posts that a comment names, and values that it lists where they are no vocabulary
NAMED = 3
LISTED = 5
_LONGEST_PATH = 100


def percent(part: int, whole: int) -> str:
    """The share, rounded down so that 100% means all; `<1%` where that would be 0."""
    share = 100 * part // whole
    return "<1%" if part and not share else f"{share}%"


class Commentator(Struct, frozen=True):
    """Writes comments in one language; `paths` names the posts by number, `claims` are those that the schema demands."""

    paths: Sequence[str]
    claims: Collection[Claim]
    lang: Lang

    def on_key(self, node: Node, required: Sequence[Node], *, top: bool) -> str:
        """The comment on a key; `required` are the keys beside it that the schema demands."""
        return self._joined([*self._presence(node, required, top=top), *self._values(node), *self._about_claims(node)])

    def on_items(self, node: Node) -> str:
        """The comment on the items of a list."""
        return self._joined([*self._values(node), *self._about_claims(node)])

    def _presence(self, node: Node, required: Sequence[Node], *, top: bool) -> Iterator[str]:
        here, among = len(node.field.posts), len(node.among)
        presence = words.PRESENCE if top else words.PRESENCE_BELOW
        yield self._say(presence, here=here, posts=among, share=percent(here, among))
        if here <= NAMED < among:
            yield self._say(words.ONLY, places=self._places(dict.fromkeys(node.field.posts), values=False))
        rare = here <= allowed(among, node.field.threshold)
        instead = [key.name for key in required if not key.field.posts & node.field.posts] if rare else []
        if meant := nearest(node.name, instead):
            yield self._say(words.MEANT, name=self._cut(meant))

    def _values(self, node: Node) -> Iterator[str]:
        field = node.field
        if len(field.kinds) > 1:
            counted = (self._counted(words.TYPES[kind][self.lang], len(posts)) for kind, posts in field.kinds.items())
            yield self._say(words.KINDS, kinds=words.COMMA[self.lang].join(counted))
        vocabulary = next((claim.keywords["enum"] for claim in self._held(node) if claim.demand == "words"), ())
        if vocabulary:
            yield self._say(words.VALUES, count=len(vocabulary), values=self._frequent(node, len(vocabulary)))
        elif field.usual is not None:
            yield self._usual(node, field.usual)
        elif any(len(posts) >= EVIDENCE for posts in field.scalars.values()):
            yield self._say(words.FREQUENT, count=len(field.scalars), values=self._frequent(node, LISTED))
        yield self._mostly_written(node)
        if lengths := [len(value) for _, value in field.values if isinstance(value, list)]:
            same = min(lengths) == max(lengths)
            yield self._say(words.LENGTH if same else words.LENGTHS, least=min(lengths), most=max(lengths))

    def _usual(self, node: Node, usual: Scalar) -> str:
        """What almost all posts have, and which have not, but for those that are named as deviating from a demand."""
        others = node.field.unusual(usual)
        deviants: set[int] = set().union(*(claim.deviants for claim in self._held(node)))
        unnamed = {post: value for post, value in others.items() if post not in deviants}
        sentence = words.ALMOST_BUT if unnamed else words.ALMOST if others else words.ALWAYS
        return self._say(sentence, value=self._quoted(usual[1]), places=self._places(unnamed))

    def _mostly_written(self, node: Node) -> str:
        """In which form most texts are written, where too many are not to demand it."""
        field = node.field
        form, posts = next(((form, posts) for form, posts in field.forms.items() if form), (None, frozenset[int]()))
        if not form or len(posts) < max(EVIDENCE, len(field.posts) // 2) or any(claim.demand == "form" for claim in self._held(node)):
            return ""
        others = field.deviants(lambda value: isinstance(value, str) and form_of(value) is not form)
        return self._say(words.WRITTEN, example=form.example, posts=len(posts), places=self._places(others)) if others else ""

    def _about_claims(self, node: Node) -> Iterator[str]:
        for claim in self._held(node):
            if claim.deviants:
                values = claim.demand in ("type", "form", "words")
                yield self._say(words.DEVIANTS[claim.demand], places=self._places(claim.deviants, values=values))
        dropped = [words.DEMANDS[claim.demand][self.lang] for claim in node.claims if claim not in self.claims]
        if dropped:
            yield self._say(words.DROPPED, demands=words.COMMA[self.lang].join(dropped))

    def _held(self, node: Node) -> list[Claim]:
        return [claim for claim in node.claims if claim in self.claims]

    def _frequent(self, node: Node, most: int) -> str:
        first = [(value, len(posts)) for (_, value), posts in node.field.scalars.items() if len(posts) >= RECURS][:most]
        return words.COMMA[self.lang].join(self._counted(self._shown(value), posts) for value, posts in first)

    def _places(self, deviants: Deviants, *, values: bool = True) -> str:
        """The first of the posts, with what they have instead, and how many more there are."""
        named = [self._place(post, deviants[post], value=values) for post in sorted(deviants)[:NAMED]]
        more = len(deviants) - len(named)
        return words.COMMA[self.lang].join(named) + (self._say(words.MORE, more=more) if more else "")

    def _place(self, post: int, found: Any, *, value: bool) -> str:
        path = visible(shortened(self.paths[post], _LONGEST_PATH))
        return self._say(words.WITH_VALUE, path=path, value=self._quoted(found)) if value else path

    def _counted(self, name: str, posts: int) -> str:
        return self._say(words.COUNTED, name=name, posts=posts)

    def _quoted(self, value: Any) -> str:
        shown = self._shown(value)
        return self._say(words.QUOTED, text=shown) if isinstance(value, str) else shown

    def _shown(self, value: Any) -> str:
        """A value on one line, cut and harmless; of lists and mappings only the kind."""
        kind = kind_of(value)
        if kind in ("null", "array", "object"):
            return words.TYPES[kind][self.lang]
        return self._cut(str(value).lower() if kind == "boolean" else value)

    @staticmethod
    def _cut(value: Any) -> str:
        return visible(shortened(value))

    def _say(self, texts: Texts, **data: Any) -> str:
        return texts[self.lang].format(**data)

    def _joined(self, sentences: Sequence[str]) -> str:
        return ("" if self.lang == "ja" else " ").join(sentence for sentence in sentences if sentence)
