"""What the HTML report says in its own voice, in both languages."""

from msgspec import Struct

from postlint.diagnostic import Lang


class Words(Struct, frozen=True):
    """Texts of the page. Those with fields in braces are templates for str.format, or for the page's script."""

    title: str
    by_rule: str
    by_month: str
    by_year: str
    undated: str
    earlier: str
    posts: str
    search: str
    severity: str
    rule: str
    every: str
    what: str
    count: str
    shown: str
    nothing_shown: str
    counted: str
    line: str
    lines: str
    here: str
    body: str
    left_out: str
    changed: str
    missing: str
    too_large: str
    more: str
    fixable: str
    maybe: str
    made_by: str
    clear: str


ENGLISH = Words(
    title="What postlint found",
    by_rule="By rule",
    by_month="By month of the post",
    by_year="By year of the post",
    undated="no date",
    earlier="earlier",
    posts="Posts, most findings first",
    search="File name",
    severity="Severity",
    rule="Rule",
    every="All",
    what="What is wrong",
    count="Count",
    shown="Shown: findings {found}, posts {posts}",
    nothing_shown="No finding fits these conditions.",
    counted="{name}: {count}",
    line="line {start}",
    lines="lines {start} to {end}",
    here="this passage",
    body="Text",
    left_out="{count} characters left out",
    changed="This file has changed since it was checked. So its text is not shown, only excerpts.",
    missing="This file could not be read again. Only excerpts are shown.",
    too_large="The page would become too large. Only excerpts of this post are shown.",
    more="There are {total} findings in this post. The first {shown} are shown.",
    fixable="postlint can fix this:",
    maybe="postlint can fix this, but look at the result:",
    made_by="Made by postlint {version}",
    clear="Clear",
)
JAPANESE = Words(
    title="記事の点検結果",
    by_rule="ルール別の件数",
    by_month="記事の月別の件数",
    by_year="記事の年別の件数",
    undated="日付なし",
    earlier="以前",
    posts="問題の多い記事から順に",
    search="ファイル名",
    severity="重大度",
    rule="ルール",
    every="すべて",
    what="内容",
    count="件数",
    shown="{posts}件の記事、{found}件の問題を表示中",
    nothing_shown="条件に合う問題はありません。",
    counted="{name}: {count}件",
    line="{start}行目",
    lines="{start}〜{end}行目",
    here="この箇所",
    body="本文",
    left_out="{count}文字省略",
    changed="点検したあとにファイルが変更されています。位置がずれるため、本文ではなく抜粋だけを表示しています。",
    missing="ファイルを読み直せなかったため、抜粋だけを表示しています。",
    too_large="ページが大きくなりすぎるため、この記事は抜粋だけを表示しています。",
    more="この記事の問題は{total}件あります。先頭の{shown}件だけを表示しています。",
    fixable="自動で修正できます:",
    maybe="自動で修正できます（結果の確認が必要です）:",
    made_by="postlint {version} で作成",
    clear="条件を消す",
)
WORDS: dict[Lang, Words] = {"en": ENGLISH, "ja": JAPANESE}
