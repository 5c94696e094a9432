"""The examples in packs, tried out: every bad one must be found, no good one may be."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from postlint.diagnostic import Excerpt, Texts
from postlint.engine.errors import unknown
from postlint.engine.lint import excerpt
from postlint.packs.load import load_pack
from postlint.packs.match import Match, Matcher
from postlint.packs.pack import Example, Pack
from postlint.post.post import Post
from postlint.post.text import Position
from postlint.tables import shown

NO_PACK: Texts = {
    "en": "There is no pack “{name}”, neither a file nor one that postlint or the configuration has.",
    "ja": "「{name}」というパックはありません（ファイルとしても、付属・設定のパックとしても見つかりません）。",
}
#: scopes that see only what the example's front matter holds
_KEYS = {"title": ("title",), "excerpt": ("excerpt", "description")}


class Hit(Struct, frozen=True):
    """What was found in an example: by which entry, where, and what would stand there instead (None: nothing is proposed)."""

    entry: str
    start: Position
    end: Position
    excerpt: Excerpt
    replace: str | None


class Result(Struct, frozen=True):
    """One example tried. `unseen` names the front matter that is looked into but that the example does not have; empty if there is none."""

    pack: str
    file: str
    example: Example
    hits: tuple[Hit, ...]
    unseen: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether something was found in a bad example, and nothing in a good one."""
        return self.example.bad == bool(self.hits)


class Trial(Struct, frozen=True):
    """The examples of some packs, tried in order."""

    packs: int
    results: tuple[Result, ...]

    @property
    def failed(self) -> tuple[Result, ...]:
        """The examples that are not as they should be."""
        return tuple(result for result in self.results if not result.passed)


def chosen(names: Sequence[str], packs: Sequence[Path]) -> list[Path]:
    """The pack files that are named, by path or by id; all of `packs` where nothing is. Raises CallError for a name that is neither."""
    by_id = {path.stem: path for path in packs}
    found: dict[Path, None] = {}
    for name in names:
        path = Path(name)
        if path.exists():
            found[Path.cwd() / path] = None
        elif name in by_id:
            found[by_id[name]] = None
        else:
            raise unknown(NO_PACK, name, by_id)
    return list(found) if names else list(packs)


def try_examples(packs: Iterable[Path]) -> Trial:
    """Try the examples of pack files; raises PackError for one that is wrong."""
    results: list[Result] = []
    count = 0
    for path in packs:
        pack = load_pack(path)
        count += 1
        results += [_try(pack, example) for example in pack.examples]
    return Trial(count, tuple(results))


def _try(pack: Pack, example: Example) -> Result:
    """An example of an entry is tried with that entry alone, since another could hide what it finds."""
    entries = [entry for entry in pack.entries if example.entry in (None, entry.name)]
    post = Post("example.md", example.text)
    hits = tuple(_hit(post, match) for match in Matcher(entries).matches(post))
    keys = [key for scope in dict.fromkeys(entry.scope for entry in entries) for key in _KEYS.get(scope, ())]
    blind = all(entry.scope in _KEYS for entry in entries) and not any(key in post.meta for key in keys)
    return Result(pack.id, shown(pack.path), example, hits, tuple(keys) if blind else ())


def _hit(post: Post, match: Match) -> Hit:
    start, end = post.lines.position(match.span.start), post.lines.position(match.span.end)
    return Hit(match.entry.name, start, end, excerpt(post, match.span), match.replace)
