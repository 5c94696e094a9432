"""Directives that suppress nothing."""

from collections.abc import Iterator
from typing import ClassVar

from postlint.analysis.directives import requests
from postlint.checks.base import Check
from postlint.diagnostic import Finding, Messages, Severity
from postlint.post.post import Post


class UnusedSuppression(Check):
    """A directive to suppress findings suppresses nothing.

    Why
    A directive that has outlived its finding hides the next one in the same place. One that is misspelt, or that names a
    rule that does not exist, never worked. Findings that were suppressed until a day that has passed count again, and
    this rule says why. Only rules that ran are judged: under `--select`, a directive for another rule is no mistake.
    Nor are rules that compare posts with each other, since what they find depends on which posts are checked. The comment
    `postlint-cut`, which a fix leaves where a mark showed that the text was cut, is told of once the cut is mended.

    Bad
        <!-- postlint-disable-nextline stray-marker -->
        The form ends with ---END--- on a line of its own.

    Good
        <!-- postlint-disable-next-line stray-marker -- the marker is what this post is about -->
        The form ends with ---END--- on a line of its own.

    Source
    postlint's own rule: what is hidden must be hidden on purpose.
    """

    doc_ja = """指摘を止めるための記述（抑制）が、何の指摘も止めていません。

    理由
    もう必要のない抑制を残しておくと、同じ場所に新しい問題が起きても気づけません。つづりの誤りや存在しないルール名は、
    初めから効いていません。期限（until）を過ぎた抑制は効かなくなり、止めていた指摘が再び表示されます。
    調べるのは、実際に動かしたルールについてだけです。`--select` で使わなかったルールの抑制は指摘しません。
    記事どうしを比べるルールも、調べる記事の範囲によって結果が変わるため、対象にしません。
    途切れた箇所の目印の代わりに残るコメント `postlint-cut` は、途切れが直されたあとに知らせます。

    悪い例
        <!-- postlint-disable-nextline stray-marker -->
        申込書の最後には ---END--- と書かれています。

    良い例
        <!-- postlint-disable-next-line stray-marker -- 目印そのものを説明する記事のため -->
        申込書の最後には ---END--- と書かれています。

    出典
    postlint の方針（隠すなら、意図して隠す）。
    """
    severity = Severity.WARNING
    messages: ClassVar[Messages] = {
        "unused": {
            "en": "The rule {name} finds nothing here, so there is nothing to suppress. Remove it from the directive.",
            "ja": "ここにはルール {name} の指摘がないため、この抑制は不要です。削除してください。",
        },
        "unused-all": {
            "en": "No rule finds anything here, so there is nothing to suppress. Remove the directive.",
            "ja": "ここには指摘がないため、この抑制は不要です。削除してください。",
        },
        "expired": {
            "en": "This was to be suppressed until {until}, which has passed, so the findings count again. Mend them, or set a later day.",
            "ja": "抑制の期限（{until}）が過ぎたため、指摘を再び表示しています。記事を直すか、期限を延ばしてください。",
        },
        "unknown": {
            "en": "There is no rule “{name}”, so this suppresses nothing. `postlint rules` lists the rules.",
            "ja": "「{name}」というルールはないため、何も抑制していません。ルールの一覧は postlint rules で確認できます。",
        },
        "unknown-near": {
            "en": "There is no rule “{name}”, so this suppresses nothing. Did you mean “{nearest}”?",
            "ja": "「{name}」というルールはないため、何も抑制していません。「{nearest}」の間違いではありませんか。",
        },
        "protected": {
            "en": "The rule {name} cannot be suppressed in a post. Remove it here; the configuration may ignore it.",
            "ja": "ルール {name} は、記事の中では抑制できません。ここからは削除し、必要なら設定で使わないようにしてください。",
        },
        "malformed": {
            "en": "“{name}” is no directive. There are postlint-disable-next-line, -disable-next-block, -disable and -enable.",
            "ja": "「{name}」という書き方はありません。postlint-disable-next-line、-disable-next-block、-disable、-enable が使えます。",
        },
        "malformed-near": {
            "en": "“{name}” is no directive, so this suppresses nothing. Did you mean “{nearest}”?",
            "ja": "「{name}」という書き方はないため、何も抑制していません。「{nearest}」の間違いではありませんか。",
        },
        "unclosed": {
            "en": "This comment is never closed, so it suppresses nothing and hides the rest of the post. End it with {closing}.",
            "ja": "コメントが閉じられていないため、抑制が効かず、この後の本文も表示されません。{closing} で閉じてください。",
        },
        "enable": {
            "en": "There is nothing to end here: {name} is not disabled at this place. Remove it, or add postlint-disable above.",
            "ja": "ここで終わらせる抑制がありません（{name}）。削除するか、上に postlint-disable を書いてください。",
        },
        "enable-all": {
            "en": "There is nothing to end here: nothing is disabled above. Remove it, or add postlint-disable above.",
            "ja": "ここで終わらせる抑制がありません。削除するか、上に postlint-disable を書いてください。",
        },
        "key-shape": {
            "en": "“postlint” in the front matter needs “disable” with rules: {{disable: [stray-marker], reason: …}}. This suppresses nothing.",
            "ja": "フロントマターの postlint に disable がないため、何も抑制していません。例: {{disable: [stray-marker], reason: …}}",
        },
        "key-unknown": {
            "en": "“postlint” in the front matter has no key “{name}”. It takes disable, reason and until.",
            "ja": "フロントマターの postlint に「{name}」というキーはありません。使えるのは disable、reason、until です。",
        },
        "key-near": {
            "en": "“postlint” in the front matter has no key “{name}”. Did you mean “{nearest}”?",
            "ja": "フロントマターの postlint に「{name}」というキーはありません。「{nearest}」の間違いではありませんか。",
        },
        "key-until": {
            "en": "“{value}” is no day, so this suppresses nothing. Write “until” like 2027-01-31.",
            "ja": "「{value}」は日付として読めないため、抑制が効いていません。until は 2027-01-31 の形で書いてください。",
        },
        "key-disable": {
            "en": "“disable” must be a rule, a list of rules, or {all}; as it is, this suppresses nothing.",
            "ja": "disable にはルール名、そのリスト、{all} のいずれかを書いてください。このままでは何も抑制しません。",
        },
        "cut": {
            "en": "This comment stands for a mark behind a text that was cut off, but nothing is cut off here any more. Remove it.",
            "ja": "文の途切れを示すコメントですが、ここではもう途切れていません。削除してください。",
        },
        "remove-cut": {"en": "Remove the comment", "ja": "このコメントを削除する"},
        "remove": {"en": "Remove the directive", "ja": "この抑制を削除する"},
        "remove-name": {"en": "Remove the rule from the directive", "ja": "この抑制からルールを外す"},
        "rename": {"en": "Write {nearest}", "ja": "{nearest} に書き換える"},
    }

    def check(self, post: Post) -> Iterator[Finding]:
        """Yield what is wrong with directives by themselves; the engine adds those that turn out to suppress nothing."""
        yield from requests(post).problems
