"""title-echo: the body opens with the title again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from postlint.analysis.headline import echoes, headline_of
from postlint.checks.base import Check, option
from postlint.diagnostic import Edit, Finding, Fix, Messages
from postlint.post.post import Post
from postlint.post.text import Span


class TitleEcho(Check):
    """The body opens with the title again, as a plain or bold line.

    As a heading it is told only where the site prints the title itself: where the front matter has a `layout`, or the
    preset says so. The longer original of a title that was shortened counts, too.

    Why
        The page shows the title twice, one under the other. It is what remains of a draft whose first line was its title.

    Bad
        ---
        title: 春の植え替え、始めどきはいつか
        ---

        春の植え替え、始めどきはいつか

        鉢の底から根が見えてきたら、植え替えの合図です。

        根をほぐすのは、土が乾いてからにします。

        植えたあとは、一週間ほど日陰に置きましょう。

    Good
        ---
        title: 春の植え替え、始めどきはいつか
        ---

        鉢の底から根が見えてきたら、植え替えの合図です。

        根をほぐすのは、土が乾いてからにします。

        植えたあとは、一週間ほど日陰に置きましょう。

    Source
        Nine of ten machine-drafted posts that were labelled by hand open so.
    """

    doc_ja = """本文がタイトルの繰り返しで始まっています。

    普通の行や太字の行としてタイトルがもう一度書かれている場合が対象です。見出しとして書かれている場合は、サイト側でもタイトルが
    表示されるとき（フロントマターに layout がある、またはプリセットで決まっているとき）だけ知らせます。短縮前の長いタイトルも対象です。

    理由
        ページにタイトルが 2 回続けて表示されます。下書きの 1 行目（タイトル）が残ったものです。

    悪い例
        ---
        title: 春の植え替え、始めどきはいつか
        ---

        春の植え替え、始めどきはいつか

        鉢の底から根が見えてきたら、植え替えの合図です。

        根をほぐすのは、土が乾いてからにします。

        植えたあとは、一週間ほど日陰に置きましょう。

    良い例
        ---
        title: 春の植え替え、始めどきはいつか
        ---

        鉢の底から根が見えてきたら、植え替えの合図です。

        根をほぐすのは、土が乾いてからにします。

        植えたあとは、一週間ほど日陰に置きましょう。

    出典
        人手で確認した機械生成の記事 10 本のうち、ほとんどがこの形で始まっていました。
    """

    messages: ClassVar[Messages] = {
        "echo": {
            "en": "The body opens with the title again, so the page shows it twice. Delete this line.",
            "ja": "本文の最初の行がタイトルと同じ文言のため、ページにタイトルが 2 回表示されます。この行を削除してください。",
        },
        "headline": {
            "en": "The body opens with a headline of its own, from which the title seems to be made, so the page shows two. Keep one of them.",
            "ja": "本文が、タイトルのもとになったと思われる別の見出しの行で始まっています。ページに見出しが 2 つ並ぶため、どちらか一方にしてください。",
        },
        "delete": {"en": "Delete the line", "ja": "この行を削除する"},
    }

    @dataclass(frozen=True)
    class Options:
        """Options of the check."""

        preset: str = option("", en="the site generator, set by the run-wide preset", ja="サイトの種類（全体設定の preset から決まります）")

    def check(self, post: Post) -> Iterator[Finding]:
        """At most one finding, on the first line of the body."""
        line = headline_of(post)
        echo = echoes(line)
        if line.first is None or echo is None:
            return
        if line.first.kind == "heading" and not ("layout" in post.meta or self.options.preset in ("jekyll", "hugo", "zenn")):
            return
        if line.first.kind in ("prose", "label", "heading"):
            yield Finding(
                line.first.span,
                "echo" if echo == "same" else "headline",
                {},
                (),
                Fix("delete", (Edit(_with_blank_lines(line.first.span, post), ""),), safe=echo == "same"),
            )


def _with_blank_lines(span: Span, post: Post) -> Span:
    """The line with the blank lines behind it."""
    end = span.end
    while end < len(post.text) and post.text[end].isspace():
        end += 1
    return Span(post.lines.starts[post.lines.position(span.start).line - 1], end)
