"""postlint's own failures, told as diagnostics so that the other checks and posts are still reported."""

from typing import ClassVar

from postlint.checks.base import Rule
from postlint.diagnostic import Messages


class InternalError(Rule):
    """postlint itself failed on this post, and the other checks and posts were still looked at.

    Why
        The post is not to blame, whatever is in it. What the named check would have found here is not known, so the run
        ends with exit status 2. Please report it, with the post if you may share it.

    Bad
        A check that raises an exception, or a worker process that dies or is killed for want of memory.

    Good
        Every check looks at every post.

    Source
        postlint's own rule: nothing fails silently.
    """

    id = "internal-error"
    doc_ja = """
    postlint 自身がこの記事で失敗しました。ほかのチェックと記事は最後まで調べています。

    理由
        記事の内容が原因であっても、記事の誤りではありません。そのチェックが何を見つけるはずだったかは分からないため、
        終了コードは 2 になります。差し支えなければ記事を添えてご報告ください。

    悪い例
        チェックが例外で止まった。作業プロセスが落ちた、またはメモリ不足で止められた。

    良い例
        すべてのチェックがすべての記事を調べ終える。

    出典
        postlint の方針（失敗を黙って見過ごさない）。
    """
    messages: ClassVar[Messages] = {
        "check": {
            "en": "The check {check} failed on this post ({error}). This is a bug in postlint or in a plugin: please report it.",
            "ja": "チェック {check} がこの記事で失敗しました（{error}）。postlint かプラグインの不具合です。ご報告をお願いします。",
        },
        "corpus": {
            "en": "The check {check} failed while it compared the posts of this run ({error}). This is a bug: please report it.",
            "ja": "チェック {check} が記事どうしを比べる途中で失敗しました（{error}）。不具合ですので、ご報告をお願いします。",
        },
        "fix": {
            "en": "Fixing this post failed ({error}), so nothing in it was changed. This is a bug in postlint: please report it.",
            "ja": "この記事の修正に失敗しました（{error}）。記事は変更していません。postlint の不具合です。ご報告をお願いします。",
        },
        "unstable": {
            "en": "The fixes of {check} undo each other on this post, so nothing in it was changed. This is a bug: please report it.",
            "ja": "{check} の修正が互いに打ち消し合うため、この記事は変更していません。不具合ですので、ご報告をお願いします。",
        },
        "worker": {
            "en": "The process that was checking this post died ({error}), so the post was not checked. Please report it.",
            "ja": "この記事を調べていたプロセスが途中で落ちたため（{error}）、調べられませんでした。ご報告をお願いします。",
        },
    }
