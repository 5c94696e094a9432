"""shared-paragraph: a paragraph that stands in other posts, too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from postlint.analysis.keys import weight
from postlint.analysis.units import units_of
from postlint.checks._posts import shown_posts
from postlint.checks._shared import Entries, Entry, Shared, SharedCheck, entries_of, entry, forms_of, shared, unpacked
from postlint.checks.base import Match, option
from postlint.diagnostic import Finding, Messages, Severity, Tier
from postlint.post.post import Post
from postlint.post.text import Span

#: kinds of entries: a paragraph at an edge of the post, and one inside it
_EDGE, _INSIDE = "e", "i"
#: so many paragraphs of text at the beginning and at the end are where sites greet their readers and take leave of them
_GREETING, _LEAVE = 1, 3
#: posts that share a paragraph at their edges, from which on it is a part of the site's form
_FORM, _MOST_AT_EDGES = 5, 0.8


class SharedParagraph(SharedCheck):
    """A paragraph stands in other posts of the site, too.

    Only paragraphs of running text, long enough to be known again, and the same but for white space, emphasis and link
    targets. Several in a row that other posts share are one finding. What five posts or more have at their beginning or among
    their last three paragraphs (a greeting, a request, who the author is) belongs to the site and is left alone, and so is what only
    the issues of a series share, whose titles differ only in figures or months.

    Why
        Readers who meet a passage again wonder what else is copied. Drafts that one generator wrote on neighbouring subjects,
        and sections pasted into the wrong file, share such passages.

    Bad
        The two posts on compost and on leaf mould have this paragraph, word for word:

        落ち葉は踏んでかさを減らし、米ぬかを一握りずつ挟みながら積みます。三週間たったら上下を入れ替え、乾いていれば水を足してください。

    Good
        Leaf mould is made the way that the post on compost tells, only without the rice bran.

    Source
        Of 2,004 posts of one machine-drafted blog 26 paragraphs stood in more than one post, against 21,195 that stood twice in one.
    """

    doc_ja = """同じ段落が、ほかの記事にもあります。

    それと分かる長さの本文の段落だけを、空白、強調、リンク先の違いを無視して比べます。続けて何段落も同じ場合は 1 件にまとめます。
    5 本以上の記事で、最初か、最後から 3 段落目までにあるもの（あいさつ、お願い、筆者の紹介など）は、サイトの決まり文句と考えて
    知らせません。タイトルが数字や月しか違わない連載の中だけで同じ段落も、知らせません。

    理由
        同じ文章に二度出会った読者は、ほかにも写しがあるのではと疑います。近い題材の記事を続けて生成したときや、別の記事に貼り間違えた
        ときに起こります。

    悪い例
        堆肥の記事と腐葉土の記事に、次の段落がそのまま出てくる。

        落ち葉は踏んでかさを減らし、米ぬかを一握りずつ挟みながら積みます。三週間たったら上下を入れ替え、乾いていれば水を足してください。

    良い例
        腐葉土の作り方は、米ぬかを使わないことを除けば、堆肥の記事で紹介した手順と同じです。

    出典
        機械生成のあるブログの記事 2,004 本で、複数の記事にあった段落は 26、一つの記事に 2 回あった段落は 21,195 でした。
    """

    tier = Tier.ADVISORY
    severity = Severity.WARNING
    messages: ClassVar[Messages] = {
        "one": {
            "en": "This paragraph stands in {other}, too. Keep it in one of the two, and refer to it in the other.",
            "ja": "この段落は {other} にもあります。どちらか一方だけに残し、もう一方からは参照してください。",
        },
        "several": {
            "en": "This paragraph stands in {other} and {more} more posts. Keep it in one of them, and refer to it in the others.",
            "ja": "この段落は {other} ほか {more} 本の記事にもあります。一つの記事だけに残し、ほかからは参照してください。",
        },
        "run": {
            "en": "{paragraphs} paragraphs, beginning here, stand in other posts, too, {other} among them. Keep them in one post.",
            "ja": "ここから {paragraphs} 段落が、{other} などほかの記事にもあります。一つの記事だけに残してください。",
        },
        "there": {"en": "the same paragraph", "ja": "同じ段落"},
    }

    @dataclass(frozen=True)
    class Options:
        """Options of the check."""

        posts: int = option(
            2, en="how many posts must have the paragraph", ja="同じ段落がある記事が何本以上あれば知らせるか", minimum=2, maximum=1000
        )
        length: int = option(
            60, en="the shortest paragraph that counts, in characters of Japanese", ja="比べる段落の最小文字数", minimum=20, maximum=1000
        )

    def summarise(self, post: Post) -> Entries | None:
        """The paragraphs that are long enough, each once."""
        prose = [unit for unit in units_of(post) if unit.kind == "prose"]
        found = {}
        for at, unit in enumerate(prose):
            if unit.key not in found and weight(unit.key) >= self.options.length:
                kind = _EDGE if at < _GREETING or at >= len(prose) - _LEAVE else _INSIDE
                found[unit.key] = (kind, unit)
        return entries_of(post, (entry(post, kind, unit.key, unit.span, 0) for kind, unit in found.values()))

    def key_of(self, name: bytes) -> bytes:
        """The paragraph, wherever in the post it stands."""
        return name[1:]

    def is_told(self, found: Sequence[tuple[str, Entry]]) -> bool:
        """Not of what most of several posts have at their edges, nor of what only the issues of a series have."""
        at_edges = sum(name[:1] == _EDGE.encode() for _, (name, _, _) in found)
        form = len(found) >= _FORM and at_edges >= _MOST_AT_EDGES * len(found)
        return forms_of(found) >= int(self.options.posts) and not form

    def findings(self, path: str, summary: Entries, matches: Sequence[Match]) -> Iterator[Finding]:
        """One finding for each run of paragraphs that the same other posts have."""
        places = {start: index for index, start in enumerate(sorted(mark[0] for _, mark, _ in unpacked(summary)))}
        runs: list[list[Shared]] = []
        for one in (shared(path, match) for match in matches):
            before = runs[-1][-1] if runs else None
            if before and places[one.span.start] == places[before.span.start] + 1 and _paths(one) == _paths(before):
                runs[-1].append(one)
            else:
                runs.append([one])
        for run in runs:
            first = run[0]
            message = "run" if len(run) > 1 else "one" if first.count == 1 else "several"
            data = {**first.data, "paragraphs": len(run)}
            yield Finding(Span(first.span.start, run[-1].span.end), message, data, elsewhere=shown_posts(first.others, "there"))


def _paths(one: Shared) -> list[str]:
    return [path for path, _ in one.others]
