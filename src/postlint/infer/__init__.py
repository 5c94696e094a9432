"""A schema for front matter, learnt from the posts at hand.

    posts → what stands at each key (`tree`) → what could be demanded there (`claims`) → what most posts comply with (`schema`)

A demand that few posts deviate from is kept: those posts are what `front-matter-schema` then finds.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from postlint.diagnostic import Lang, Texts
from postlint.engine.discover import Source
from postlint.engine.errors import call_error
from postlint.infer import words
from postlint.infer.claims import MANY
from postlint.infer.comments import percent
from postlint.infer.posts import Examples, read_examples
from postlint.infer.schema import dumped, learn
from postlint.schemas import compile_schema

__all__ = ["Learnt", "learn_from", "require_free"]

_PLAIN_PATH = re.compile(r"[\w./-]+")


class Learnt(Struct, frozen=True):
    """A schema as text, what it was learnt from, and how many of those posts it accepts."""

    text: str
    examples: Examples
    accepted: int

    def notes(self, file: str | None, lang: Lang) -> list[str]:
        """What to tell the person who asked for it, line by line; `file` is where it was written, None for standard output."""
        posts = len(self.examples.posts)

        def say(texts: Texts, **data: object) -> str:
            return texts[lang].format(**data)

        lines = [say(words.LEARNT, posts=posts, accepted=self.accepted, share=percent(self.accepted, posts))]
        if posts < MANY:
            lines.append(words.FEW[lang])
        reasons = [say(words.SKIPPED[reason], posts=count) for reason, count in sorted(self.examples.skipped.items())]
        if reasons:
            lines.append(say(words.PASSED_OVER, reasons=words.COMMA[lang].join(reasons)))
        name = file or "schema.json"
        name = name if _PLAIN_PATH.fullmatch(name) else json.dumps(name, ensure_ascii=False)
        return [*lines, *say(words.HINT, file=name).split("\n")]


def require_free(file: str) -> None:
    """Raise CallError if writing the file would overwrite another. A pipe or a device may be written to."""
    if Path(file).is_file():
        raise call_error(words.EXISTS, file=file)


def learn_from(sources: Sequence[Source], threshold: float, lang: Lang) -> Learnt:
    """Learn a schema from posts. Raises CallError where there is none that has front matter that can be read."""
    examples = read_examples(sources)
    if not examples.posts:
        raise call_error(words.NO_EXAMPLE if sources else words.NO_POST, posts=str(len(sources)))
    schema = learn(examples, threshold, lang)
    validator = compile_schema(schema, "schema.json")
    return Learnt(dumped(schema), examples, sum(validator.is_valid(dict(post.data)) for post in examples.posts))
