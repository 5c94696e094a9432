"""Which posts of a site stand side by side: languages of one page do not, nor a draft and the post that it became."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

from postlint.analysis.headline import place_of, text_of
from postlint.analysis.memo import once_a_post
from postlint.analysis.places import Mark, mark_of
from postlint.post.patterns import lazy
from postlint.post.post import Post

#: what others need to know of a post, in plain values: whether it is a draft, its language, and the mark of its title or beginning
Card = tuple[bool, str, Mark]

#: the names that sites give to folders and files of a language
_LANGUAGES = frozenset(
    "ar bg bn cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv nb nl no pl pt ro ru sk sl sv th tr uk vi zh".split()
)
#: those that folders of a subject do not have (it, cs, ar)
_SURE = frozenset("de en es fr ja ko pt ru vi zh".split())
_CODE = lazy(r"([a-z]{2})(?:[-_][A-Za-z]{2,4})?")
_DATE = lazy(r"\d{4}-\d{1,2}-\d{1,2}-")
_DAY = lazy(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_IN_PATH = lazy(r"(?:^|/)(\d{4})[-/](\d{1,2})[-/](\d{1,2})[-/]")
_FIGURES = lazy(
    r"[0-9０-９〇一二三四五六七八九十百]+(?:[.,:/-][0-9]+)*"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
#: where generators look for the date of a post
DATE_KEYS = ("date", "published_at", "pubDate", "publishDate")
#: where they look for its address, which often holds the date
_ADDRESS_KEYS = ("permalink", "url", "path", "slug")
_FOLDER_PAGES = ("index", "_index")


class Standing(NamedTuple):
    """Where a post stands on its site. `page` is its path without folder or suffix of a language, `slug` its name without a date."""

    draft: bool
    language: str
    page: tuple[str, ...]
    slug: str

    @property
    def folder(self) -> tuple[str, ...]:
        """The folder that the post is listed in: of a bundle (name/index.md) the one around it."""
        return self.page[:-2] if self.page[-1] in _FOLDER_PAGES else self.page[:-1]


@once_a_post
def card_of(post: Post) -> Card:
    """The card of a post."""
    draft = post.meta.get("draft") is True or post.meta.get("published") is False
    language = next((text for key in ("lang", "language", "locale") if (text := text_of(post, key))), "")
    where = place_of(post, "title") if text_of(post, "title") else post.front_matter.opening
    return draft, language[:20].lower(), mark_of(post, where)


def day_of(post: Post) -> int:
    """The day on which the post was published, as its front matter, its address or its path says; 0 where none does."""
    dates = (_DAY.match(str(post.meta[key])) for key in DATE_KEYS if post.meta.get(key))
    addresses = (text_of(post, key) for key in _ADDRESS_KEYS)
    places = (_DAY_IN_PATH.search(text.replace("\\", "/")) for text in (*addresses, post.path))
    for found in (*dates, *places):
        if found:
            try:
                return date(int(found[1]), int(found[2]), int(found[3])).toordinal()
            except ValueError:
                continue
    return 0


@lru_cache(maxsize=4096)
def standing(path: str, draft: bool = False, language: str = "") -> Standing:
    """Where the post at `path` stands; what its card says of draft and language goes before what the path says."""
    parts = [part for part in PurePosixPath(path.replace("\\", "/")).parts if part != "."]
    stem, _, suffix = PurePosixPath(parts[-1]).stem.rpartition(".")
    if not (stem and _code(suffix)):
        stem, suffix = PurePosixPath(parts[-1]).stem, ""
    folders = [part for part in parts[:-1] if suffix or not _code(part)]
    named = _code(suffix) or next((code for part in parts[:-1] if (code := _code(part))), "")
    slug = folders[-1] if stem in _FOLDER_PAGES and folders else stem
    return Standing(draft or "_drafts" in parts, language or named, (*folders, stem), _DATE.sub("", slug))


def is_told_of(one: Standing, other: Standing) -> bool:
    """Whether a post can be a duplicate of another.

    Readers meet posts of one language together, published ones only: a draft is told of the published post that it repeats, unless it
    has that post's own name, and a published post is never told of a draft.
    """
    if one.language != other.language and _are_versions(one, other):
        return False
    if one.draft != other.draft:
        return one.draft and one.slug != other.slug
    return True


def title_form(title: str) -> str:
    """A title without what tells the issues of a series apart: figures and months. Release 1.2 and release 1.3 have one form."""
    return _FIGURES.sub("0", title)


def others_of(members: Sequence[Standing], most: int) -> Iterator[tuple[int, list[int]]]:
    """For each member (by index) the first `most` of the others that it is told of, where there are any."""
    for index, one in enumerate(members):
        others = [at for at, other in enumerate(members[: most + 1]) if at != index and is_told_of(one, other)]
        if others:
            yield index, others[:most]


def _are_versions(one: Standing, other: Standing) -> bool:
    sure = {one.language[:2], other.language[:2]} <= _SURE
    return sure or one.page == other.page


def _code(name: str) -> str:
    match = _CODE.fullmatch(name)
    return name.lower() if match and match[1] in _LANGUAGES else ""
