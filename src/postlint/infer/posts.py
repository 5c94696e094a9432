"""The front matter of the posts at hand, and how many posts have none that can be learnt from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from postlint.engine.discover import Source
from postlint.engine.read import read_post
from postlint.post.post import Post

#: Front matter beyond this is no example to follow, and all of it is kept until the schema is written.
LONGEST = 20_000  # code points
MOST_NODES = 1_000

Skip = Literal["unreadable", "no-front-matter", "broken", "too-large"]


class Example(Struct, frozen=True):
    """A post to learn from: its name, and what its front matter says beside the key `postlint`."""

    path: str
    data: Mapping[str, Any]


class Examples(Struct, frozen=True):
    """The posts to learn from in order of path, and how many were passed over, by reason."""

    posts: tuple[Example, ...]
    skipped: Mapping[Skip, int]


def read_examples(sources: Sequence[Source]) -> Examples:
    """Read posts as `check` does; what is broken is counted and left to it."""
    posts: list[Example] = []
    skipped: Counter[Skip] = Counter()
    for source in sources:
        content = read_post(source.file)
        found = _example(Post.from_bytes(content, source.path)) if isinstance(content, bytes) else "unreadable"
        if isinstance(found, Example):
            posts.append(found)
        else:
            skipped[found] += 1
    return Examples(tuple(posts), dict(skipped))


def _example(post: Post) -> Example | Skip:
    if post.damage is not None:
        return "unreadable"
    front = post.front_matter
    if front.kind is None:
        return "no-front-matter"
    if any(problem.key != "yaml-duplicate-key" for problem in front.problems):
        return "broken"
    # Aliases may expand to far more than was written.
    if front.content.end - front.content.start > LONGEST or _larger(front.data, MOST_NODES):
        return "too-large"
    return Example(post.path, {key: value for key, value in front.data.items() if key != "postlint"})


def _larger(data: Any, limit: int) -> bool:
    """Whether the data holds more than `limit` values."""
    pending, seen = [data], 0
    while pending:
        value = pending.pop()
        children = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
        seen += len(children)
        if seen > limit:
            return True
        pending.extend(children)
    return False
