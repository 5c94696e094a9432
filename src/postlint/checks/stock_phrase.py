"""stock-phrase: openings and excerpts that many posts share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from postlint.analysis.headline import place_of, text_of
from postlint.analysis.keys import normalise, weight
from postlint.analysis.units import units_of
from postlint.checks._posts import shown_posts
from postlint.checks._shared import Entries, Entry, SharedCheck, entries_of, entry, forms_of, shared
from postlint.checks.base import Match, option
from postlint.diagnostic import Finding, Messages, Severity, Tier
from postlint.post.patterns import lazy
from postlint.post.post import Post

#: kinds of entries: the first sentence, its first clause, and fields of the front matter
_SENTENCE, _CLAUSE = "s", "c"
_FIELDS = {"e": "excerpt", "d": "description"}
_CLAUSE_END = lazy(r"[、，,：:]|。")


class StockPhrase(SharedCheck):
    """Many posts of the site open with the same words, or have the same excerpt.

    Compared are the first sentence of the text, the part of it before the first comma if that is long enough to be known
    again, and the `excerpt` and `description` of the front matter. The openings of a series, whose titles differ only in
    figures or months, count as one. Advisory: regular notices may open alike.

    Why
        Regular readers notice the third time, and in a list of posts nothing tells one from the other. A generator falls
        back on the openings that it likes best, and a script that fills in a missing excerpt gives all posts the same.

    Bad
        ---
        excerpt: 庭仕事の話題と季節の便りをお届けします。
        ---

        この excerpt が、ほかの 63 本の記事にもあります。

    Good
        ---
        excerpt: 霜の降りた朝に、鉢を軒下へ移す順番を書きました。
        ---

    Source
        64 of 2,004 posts of one machine-drafted blog had one excerpt; 14 of a sample of 300.
    """

    doc_ja = """書き出しや抜粋が、サイトの多くの記事と同じです。

    本文の最初の文、その文の最初の読点までの部分（それと分かる長さがある場合）、フロントマターの `excerpt` と `description` を比べます。
    タイトルが数字や月しか違わない連載の書き出しは、まとめて 1 本と数えます。
    お知らせなど、毎回同じ書き出しでよい記事もあるため、参考情報として知らせます。

    理由
        よく読む人ほど「またか」と気付きますし、記事一覧では区別が付きません。生成された文章は気に入った書き出しを繰り返し、
        空いている抜粋をスクリプトで埋めると、どの記事も同じになります。

    悪い例
        ---
        excerpt: 庭仕事の話題と季節の便りをお届けします。
        ---

        この excerpt が、ほかの 63 本の記事にもあります。

    良い例
        ---
        excerpt: 霜の降りた朝に、鉢を軒下へ移す順番を書きました。
        ---

    出典
        機械生成のあるブログの記事 2,004 本のうち、64 本の抜粋が同じでした（無作為に選んだ 300 本では 14 本）。
    """

    tier = Tier.ADVISORY
    severity = Severity.WARNING
    messages: ClassVar[Messages] = {
        "opening": {
            "en": "Other posts open with the same sentence ({other}; {count} in all). Begin with what only this one has to say.",
            "ja": "ほかの {count} 本の記事（{other} など）も同じ文で始まっています。この記事ならではの書き出しに変えてください。",
        },
        "words": {
            "en": "Other posts open with the same words ({other}; {count} in all). Begin with what only this one has to say.",
            "ja": "ほかの {count} 本の記事（{other} など）も同じ言葉で始まっています。この記事ならではの書き出しに変えてください。",
        },
        "field": {
            "en": "Other posts have the same “{key}” ({other}; {count} in all). Say what this one is about, and why to read it.",
            "ja": "「{key}」が、ほかの {count} 本の記事（{other} など）と同じです。この記事の内容や読みどころを書いてください。",
        },
        "there": {"en": "the same words", "ja": "同じ文面"},
    }

    @dataclass(frozen=True)
    class Options:
        """Options of the check."""

        posts: int = option(
            5,
            en="how many posts must share the words",
            ja="同じ文面の記事が何本以上あれば知らせるか",
            minimum=2,
            maximum=1000,
        )
        length: int = option(
            12,
            en="the shortest sentence, clause or excerpt that counts, in characters of Japanese",
            ja="比べる文や抜粋の最小文字数",
            minimum=4,
            maximum=200,
        )

    def summarise(self, post: Post) -> Entries | None:
        """The opening and the fields."""
        return entries_of(post, (*self._opening(post), *self._fields(post)))

    def is_told(self, found: Sequence[tuple[str, Entry]]) -> bool:
        """The openings of a series count as one."""
        in_text = found[0][1][0][:1].decode() not in _FIELDS
        return (forms_of(found) if in_text else len(found)) >= int(self.options.posts)

    def _opening(self, post: Post) -> Iterator[Entry]:
        first = next((unit for unit in units_of(post) if unit.kind == "prose" and unit.sentences), None)
        if first is None:
            return
        sentence = first.sentences[0]
        clause = _CLAUSE_END.split(sentence.key, maxsplit=1)[0]
        if weight(sentence.key) >= self.options.length:
            yield entry(post, _SENTENCE, sentence.key, sentence.span)
        if weight(clause) >= self.options.length:
            yield entry(post, _CLAUSE, clause, sentence.span)

    def _fields(self, post: Post) -> Iterator[Entry]:
        for kind, field in _FIELDS.items():
            key = normalise(text_of(post, field))
            if weight(key) >= self.options.length:
                yield entry(post, kind, key, place_of(post, field))

    def findings(self, path: str, summary: Entries, matches: Sequence[Match]) -> Iterator[Finding]:
        """One finding for the opening, and one for each field."""
        told = [shared(path, match) for match in matches]
        whole = any(one.kind == _SENTENCE for one in told)
        for one in told:
            if one.kind == _CLAUSE and whole:
                continue
            message = {_SENTENCE: "opening", _CLAUSE: "words"}.get(one.kind, "field")
            data = {**one.data, "key": _FIELDS.get(one.kind, "")}
            yield Finding(one.span, message, data, elsewhere=shown_posts(one.others, "there"))
