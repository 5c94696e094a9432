"""Make a site of any size out of a folder of real posts, no two of its posts alike.

    python benchmarks/make_site.py POSTS SITE --posts 2004            write 2,004 posts to SITE
    python benchmarks/make_site.py POSTS SITE --posts 32000 --seed 2  others; a larger site begins with the posts of a smaller one

Every post is one of the folder's with its words exchanged and some of its paragraphs in another order. Words (two or three kanji,
katakana words, Latin words of five letters and more) give way to words of the same kind and length from anywhere in the folder, drawn
anew for each post but the same throughout it: what a post says twice it still says twice, and its length stays. Figures and what they
count, the rest of the grammar, markers and Markdown stay, so that what is broken stays broken. A sentence with too few words to be
different for certain gets a name in front that no other post has; so does a title. What is written is compared in a sample, exactly.
Exit statuses: 0 for a site, 2 where there are no posts, no room, or two posts that are alike.
"""

import argparse
import hashlib
import math
import re
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random

WORD = r"[一-鿿々]{3}(?![一-鿿々])|[一-鿿々]{2}|[ァ-ヺー]{2,}|\b[A-Za-z][a-z]{4,}\b"
#: addresses, tags, and a figure with what it counts
KEPT = r"https?://[^\s)]+|\]\([^)\n]*\)|<[^>\n]*>|[0-9０-９][^\s。、]{0,10}"
TOKEN = re.compile(f"{KEPT}|({WORD})")
SENTENCE_END = re.compile(r"(?<=[。！？\n])|(?<=[.!?] )")
#: what stands before the first word of a line: list and heading marks, an end mark, tags, emphasis, brackets
LEAD = re.compile(r"[\s>#*+|…」』）-]*(?:[0-9]+[.)]\s+)?(?:[A-Z]{2,}-+\s*)?(?:<[^>\n]*>\s*)*[*_「『（(\[\"']*(?=\w)")
END_MARK = re.compile(r"\W*(?:[A-Z]{2,}|[a-z]+)\W*")
FENCE = re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE)
#: a paragraph that may change places with its neighbour: plain, and ending as a sentence does
MOVABLE = re.compile(r"\w.*[。！？.!?]", re.DOTALL)
FRONT = re.compile(r"\A\ufeff?(---|\+\+\+)[ \t]*\n.*?^\1[ \t]*\n", re.DOTALL | re.MULTILINE)
TITLES = re.compile(r"^((?:title|excerpt|description|subtitle)\s*[:=]\s*)(.+)$", re.MULTILINE)
#: syllables of the names; 40 of them, so that four name 2.56 million posts
KANA = tuple("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモラリルレロ")
LATIN = tuple(consonant + vowel for consonant in ("", *"kstnhmr") for vowel in "aiueo")
#: bits of chance in a sentence, from which on two of a million are not expected to become one
ENOUGH = 40.0
#: Jaccard's similarity of two posts' 5-grams that is not to be reached, and how many originals and copies of each are compared
ALIKE, ORIGINALS, COPIES = 0.5, 8, 6


class SiteError(Exception):
    """What keeps a site from being made, in words for the person who asked for it."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of the posts in groups of one kind and length, and the group of each."""

    groups: Sequence[Sequence[str]]
    group_of: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Original:
    """A real post: the stem of its file's name, and its text with LF ends."""

    stem: str
    text: str


def words_of(text: str) -> Iterator[str]:
    return (found[1] for sentence in SENTENCE_END.split(text) for found in TOKEN.finditer(sentence) if found[1])


def vocabulary(texts: Iterable[str]) -> Vocabulary:
    """The words of all texts."""
    groups: dict[tuple[str, int], list[str]] = {}
    for word in sorted({word for text in texts for word in words_of(text)}):
        first = word[0]
        kind = "upper" if "A" <= first <= "Z" else "lower" if first < "\x7f" else "katakana" if first <= "ー" else "kanji"
        groups.setdefault((kind, len(word)), []).append(word)
    return Vocabulary(list(groups.values()), {word: number for number, group in enumerate(groups.values()) for word in group})


class Exchange:
    """The words of one post for others: each word for one, no two for the same, the same word always for the same."""

    def __init__(self, words: Vocabulary, chance: Random) -> None:
        self._words, self._chance = words, chance
        self._given: dict[str, str] = {}
        self._drawn = [0] * len(words.groups)
        self._moved: dict[tuple[int, int], int] = {}  # a shuffle by Fisher and Yates, of which only the moved places are kept

    def __call__(self, word: str) -> str:
        """The other word; a word that is in no original stays."""
        if word not in self._given:
            self._given[word] = self._draw(self._words.group_of[word]) if word in self._words.group_of else word
        return self._given[word]

    def _draw(self, number: int) -> str:
        group, here = self._words.groups[number], self._drawn[number]
        there = self._chance.randrange(here, len(group))
        drawn = self._moved.get((number, there), there)
        self._moved[number, there] = self._moved.get((number, here), here)
        self._drawn[number] = here + 1
        return group[drawn]

    def text(self, text: str) -> str:
        """A text with its words exchanged."""
        return TOKEN.sub(lambda found: self(found[1]) if found[1] else found[0], text)

    def bits(self, text: str) -> float:
        """How much chance there is in an exchanged text: log2 of the number of texts that it might have become."""
        known = self._words.group_of.keys() & set(words_of(text))
        return sum(math.log2(len(self._words.groups[self._words.group_of[word]])) for word in known)


def name_of(index: int, japanese: bool) -> str:
    """Four syllables and a comma: a name that one post only has, among the first 2.56 million."""
    syllables = KANA if japanese else LATIN
    name = "".join(syllables[index // 40**place % 40] for place in (3, 2, 1, 0))
    return f"{name}、" if japanese else f"{name.capitalize()}, "


def edited(text: str, exchange: Exchange, name: str) -> str:
    """A paragraph or a value with its words exchanged, and with the post's name before each sentence that is still too common."""
    return "".join(_sentence(each, exchange, name) for each in SENTENCE_END.split(text))


def _sentence(sentence: str, exchange: Exchange, name: str) -> str:
    if FENCE.match(sentence):  # what follows on its line is the name of a language
        return sentence
    changed = exchange.text(sentence)
    lead = LEAD.match(changed)
    if lead is None or END_MARK.fullmatch(sentence) or exchange.bits(sentence) >= ENOUGH:
        return changed
    return changed[: lead.end()] + name + changed[lead.end() :]


def reordered(blocks: Sequence[str], key: Callable[[str], bytes]) -> list[str]:
    """Blocks with some neighbouring paragraphs in another order.

    Where a stretch of paragraphs begins, and which comes first in it, depends on their texts: a run that is repeated changes alike.
    """
    order: list[str] = []
    stretch: list[str] = []
    inside_code = False
    for block in [*blocks, ""]:
        fences = len(FENCE.findall(block))
        movable = not inside_code and not fences and MOVABLE.fullmatch(block) is not None
        inside_code ^= fences % 2 == 1
        if not movable or key(block)[0] % 4 == 0:
            order += sorted(stretch, key=key)
            stretch = []
        (stretch if movable else order).append(block)
    return order[:-1]


def variation(original: str, words: Vocabulary, seed: int, index: int) -> str:
    """The text of the site's post of that number, made from an original."""
    exchange = Exchange(words, Random(f"{seed}:{index}"))
    name = name_of(index, re.search("[ぁ-ん]", original) is not None)
    front = FRONT.match(original)
    head, body = (front[0], original[front.end() :]) if front else ("", original)
    head = TITLES.sub(lambda line: line[1] + edited(line[2], exchange, name), head)

    def key(block: str) -> bytes:
        return hashlib.blake2b(block.encode(), digest_size=8, salt=f"{seed}:{index}".encode()[:16]).digest()

    blocks = reordered(body.split("\n\n"), key)
    return head + "\n\n".join(edited(block, exchange, name) for block in blocks)


def read_originals(source: Path) -> list[Original]:
    """The readable posts below a folder, in an order of names; raises SiteError for none."""
    originals = []
    for path in sorted(source.rglob("*.md")):
        try:
            originals.append(Original(path.stem[:50], path.read_bytes().decode("utf-8").replace("\r\n", "\n")))
        except UnicodeDecodeError:
            print(f"make_site.py: {path.name} is left out, it is not UTF-8", file=sys.stderr)
    if not originals:
        raise SiteError(f"no Markdown posts in {source}")
    return originals


class Maker:
    """Makes the posts of one site. A post depends on its number, the seed and the originals only."""

    def __init__(self, source: Path, seed: int) -> None:
        originals = read_originals(source)
        self.seed, self.words = seed, vocabulary(each.text for each in originals)
        self.originals = Random(seed).sample(originals, len(originals))

    def name(self, index: int) -> str:
        return f"{self.originals[index % len(self.originals)].stem}-{index:06}.md"

    def text(self, index: int) -> str:
        return variation(self.originals[index % len(self.originals)].text, self.words, self.seed, index)

    def grow(self, site: Path, count: int) -> None:
        """Write what a site of so many posts lacks; raises SiteError where it would not fit on the disk."""
        site.mkdir(parents=True, exist_ok=True)
        missing = [index for index in range(count) if not (site / self.name(index)).exists()]
        size = sum(len(each.text.encode()) for each in self.originals) // len(self.originals)
        if (needed := len(missing) * size * 3 // 2) > shutil.disk_usage(site).free:
            raise SiteError(f"{count:,} posts need {needed >> 20:,} MiB, and there is no room for them in {site}")
        for index in missing:
            part = site / "part"  # a restarted run takes no half-written post for a whole one
            part.write_text(self.text(index), "utf-8", newline="\n")
            part.replace(site / self.name(index))

    def highest_similarity(self, count: int) -> float:
        """Of a sample of the site's posts, copies of one original among them, how alike the two most alike are."""
        total = len(self.originals)
        first = Random(self.seed).sample(range(min(total, count)), min(ORIGINALS, total, count))
        grams = [shingles(self.text(index)) for start in first for index in range(start, count, total)[:COPIES]]
        return max((jaccard(one, other) for one, other in combinations(grams, 2)), default=0.0)


def shingles(text: str) -> frozenset[str]:
    """The character 5-grams of a post's body, white space left out."""
    front = FRONT.match(text)
    body = "".join(text[front.end() if front else 0 :].split())
    return frozenset(body[at : at + 5] for at in range(len(body) - 4))


def jaccard(one: Collection[str], other: Collection[str]) -> float:
    """The 5-grams that both have, among all that either has."""
    shared = len(set(one) & set(other))
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def make(source: Path, site: Path, count: int, seed: int) -> float:
    """Write a site; how alike its two most alike posts are, in a sample. Raises SiteError where they are too much so."""
    maker = Maker(source, seed)
    maker.grow(site, count)
    highest = maker.highest_similarity(count)
    if highest >= ALIKE:
        raise SiteError(f"two posts of this site are alike ({highest:.2f}); its original posts have too few different words")
    return highest


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", metavar="POSTS", type=Path, help="the folder of real posts")
    parser.add_argument("site", metavar="SITE", type=Path, help="the folder to write to; posts that it has stay")
    parser.add_argument("--posts", type=int, required=True, metavar="N", help="how many posts")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another seed, another site; default: 1")
    options = parser.parse_args()
    try:
        highest = make(options.source, options.site, options.posts, options.seed)
    except SiteError as problem:
        print(f"make_site.py: {problem}", file=sys.stderr)
        return 2
    print(f"{options.posts} posts; the two most alike of a sample have {highest:.2f} of their 5-grams in common")
    return 0


if __name__ == "__main__":
    sys.exit(main())
