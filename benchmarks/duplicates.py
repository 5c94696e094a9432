"""Does duplicate-post find edited copies, and only those? Copies of posts with a known similarity are planted among many posts.

    python benchmarks/duplicates.py FOLDER… --posts 2000 --planted 200

The posts are those of the folders; where there are fewer than --posts, more are put together from paragraphs of theirs. A copy is edited
here and there, at random, for as long as Jaccard's similarity of the two bodies (character 5-grams, without white space) stays above
a limit between 0.8 and 0.97. Printed are how many copies were told together with their original, every other pair that was
told, with its exact similarity, and what summaries and comparison cost. Exit status: 1 if a copy was missed or a pair below 0.7 told.
"""

import argparse
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from postlint.analysis.sketch import SHINGLE
from postlint.checks.duplicate_post import DuplicatePost
from postlint.post.post import Post

#: a pair below this is no duplicate by any reading of the rule's documentation
FALSE = 0.7
LEAST, MOST = 0.8, 0.97
_SENTENCE = re.compile(r"(?<=[。.!?！？\n])")


@dataclass(frozen=True)
class Planted:
    """A site with planted copies: body by path, and the exact similarity of each (original, copy)."""

    bodies: Mapping[str, str]
    copies: Mapping[tuple[str, str], float]


@dataclass(frozen=True)
class Outcome:
    """What came of it: the copies that were told on both sides, the others, other pairs told, and the CPU seconds of both steps."""

    found: frozenset[tuple[str, str]]
    missed: frozenset[tuple[str, str]]
    others: frozenset[tuple[str, str]]
    summarising: float
    comparing: float


def shingles(body: str) -> set[str]:
    """The set of character 5-grams of a text without white space."""
    squeezed = "".join(body.split())
    return {squeezed[i : i + SHINGLE] for i in range(len(squeezed) - SHINGLE + 1)}


def jaccard(one: str, other: str) -> float:
    """The exact similarity of two bodies."""
    a, b = shingles(one), shingles(other)
    return len(a & b) / len(a | b)


def edited_copy(body: str, pool: Sequence[str], limit: float, rng: Random) -> str:
    """The body after as many edits as leave it at least `limit` like the original; `pool` has sentences to put in."""
    copy = body
    for edits in (16, 8, 4, 2, 1, 1, 1, 1):
        while jaccard(body, changed := _edited(copy, edits, pool, rng)) >= limit:
            copy = changed
    return copy


def _edited(text: str, edits: int, pool: Sequence[str], rng: Random) -> str:
    for _ in range(edits):
        text = rng.choice(_EDITS)(text, pool, rng)
    return text


def _replace(text: str, pool: Sequence[str], rng: Random) -> str:
    at, length = rng.randrange(len(text)), rng.randint(1, 12)
    return text[:at] + rng.choice(pool)[:length] + text[at + length :]


def _delete(text: str, pool: Sequence[str], rng: Random) -> str:
    sentences = _SENTENCE.split(text)
    del sentences[rng.randrange(len(sentences))]
    return "".join(sentences)


def _insert(text: str, pool: Sequence[str], rng: Random) -> str:
    sentences = _SENTENCE.split(text)
    sentences.insert(rng.randint(0, len(sentences)), rng.choice(pool))
    return "".join(sentences)


def _move(text: str, pool: Sequence[str], rng: Random) -> str:
    sentences = _SENTENCE.split(text)
    moved = sentences.pop(rng.randrange(len(sentences)))
    sentences.insert(rng.randint(0, len(sentences)), moved)
    return "".join(sentences)


_EDITS = (_replace, _replace, _delete, _insert, _move)


def plant(bodies: Mapping[str, str], count: int, rng: Random) -> Planted:
    """The site with edited copies of `count` of its posts."""
    pool = [sentence for body in bodies.values() for sentence in _SENTENCE.split(body) if len(sentence) > 10]
    site, copies = dict(bodies), {}
    for n, path in enumerate(rng.sample(sorted(bodies), count)):
        copy = edited_copy(bodies[path], pool, rng.uniform(LEAST, MOST), rng)
        name = f"copies/{n}.md"
        site[name] = copy
        copies[path, name] = jaccard(bodies[path], copy)
    return Planted(site, copies)


def judge(planted: Planted, check: DuplicatePost) -> Outcome:
    """Run the check over the site."""
    posts = [(path, Post(path, f"---\ntitle: {path}\n---\n\n{body}")) for path, body in sorted(planted.bodies.items())]
    start = time.process_time()
    summaries = [(path, summary) for path, post in posts if (summary := check.summarise(post)) is not None]
    middle = time.process_time()
    told = {path: finding.data["posts"] for path, finding in check.compare(summaries, planted.bodies)}
    end = time.process_time()
    found = {(one, other) for one, other in planted.copies if other in told.get(one, ()) and one in told.get(other, ())}
    others = {(min(path, other), max(path, other)) for path, named in told.items() for other in named}
    both_ways = {*planted.copies, *((copy, original) for original, copy in planted.copies)}
    return Outcome(frozenset(found), frozenset(planted.copies.keys() - found), frozenset(others - both_ways), middle - start, end - middle)


def mixed(posts: Sequence[str], rng: Random) -> Iterator[str]:
    """Ever more posts, each of as many paragraphs as one of `posts`, drawn from all of them."""
    paragraphs = [paragraph for body in posts for paragraph in body.split("\n\n") if paragraph.strip()]
    while True:
        yield "\n\n".join(rng.choice(paragraphs) for _ in range(rng.choice(posts).count("\n\n") + 1))


def read(folders: Sequence[Path], count: int, least: int, rng: Random) -> dict[str, str]:
    """The bodies of the posts in folders that are long enough to be compared, and more made of them, `count` in all."""
    found: dict[str, str] = {}
    for file in sorted(file for folder in folders for file in folder.rglob("*.md")):
        post = Post.from_bytes(file.read_bytes(), file.name)
        body = post.body.of(post.text)
        if post.damage is None and len("".join(body.split())) >= least:
            found[f"{file.parent.name}/{file.name}"] = body
    more = mixed(list(found.values()), rng)
    while len(found) < count:
        body = next(more)
        if len("".join(body.split())) >= least:
            found[f"mixed/{len(found)}.md"] = body
    return found


def main() -> int:
    """Plant, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--posts", type=int, default=2000)
    parser.add_argument("--planted", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng, check = Random(args.seed), DuplicatePost()
    bodies = read(args.folders, args.posts, check.options.length, rng)
    planted = plant(bodies, args.planted, rng)
    outcome = judge(planted, check)
    exact = {pair: jaccard(*map(planted.bodies.__getitem__, pair)) for pair in outcome.others}
    print(f"{len(bodies)} posts, {len(planted.copies)} edited copies, similarity {min(planted.copies.values()):.3f} and more")
    print(f"told: {len(outcome.found)} of {len(planted.copies)}; other pairs told: {len(exact)}")
    for pair in sorted(outcome.missed):
        print(f"  missed  {planted.copies[pair]:.3f}  {pair[0]}  {pair[1]}")
    for pair, alike in sorted(exact.items()):
        print(f"  other   {alike:.3f}  {pair[0]}  {pair[1]}")
    print(f"CPU: {outcome.summarising / len(planted.bodies) * 1000:.2f} ms a post to summarise, {outcome.comparing:.3f} s to compare all")
    return int(bool(outcome.missed) or any(alike < FALSE for alike in exact.values()))


if __name__ == "__main__":
    sys.exit(main())
