"""Files that are no readable text."""

from collections.abc import Iterator
from typing import ClassVar

from postlint.checks.base import Check
from postlint.diagnostic import Finding, Messages
from postlint.post.post import Post

#: what engine/read.py tells of a file that cannot be opened
_OPENING = ("missing", "permission", "links", "not-regular")


class UnreadablePost(Check):
    """The file cannot be opened, is empty, or is no text in UTF-8.

    Why
    Site generators read UTF-8. A post in another encoding, a binary file under a post's name or an empty file is
    published as garbage, as an empty page, or not at all. Nothing else in such a file can be checked either, so this
    rule runs even where others were selected.

    Bad
        a post saved as Shift_JIS, EUC-JP or UTF-16; a photo named photo.md; a file of 0 bytes

    Good
        a post saved as UTF-8, with or without a byte-order mark

    Source
    Jekyll, Hugo, Zenn and Astro all ask for UTF-8.
    """

    doc_ja = """ファイルを開けない、中身が空、または UTF-8 のテキストではありません。

    理由
    サイトジェネレーターは記事を UTF-8 として読み込みます。ほかの文字コードの記事、拡張子だけ .md のバイナリファイル、
    空のファイルは、文字化けや空白のページになるか、公開されません。ほかの検査もできないため、
    ほかのルールだけを選んだときにも必ず調べます。

    悪い例
        Shift_JIS、EUC-JP、UTF-16 で保存した記事、photo.md という名前の写真、0 バイトのファイル

    良い例
        UTF-8 で保存した記事（BOM はあってもなくてもかまいません）

    出典
    Jekyll、Hugo、Zenn、Astro は、いずれも UTF-8 を前提としています。
    """
    messages: ClassVar[Messages] = {
        "not-utf8": {
            "en": "Line {line} holds bytes that are no UTF-8. Restore the damaged characters, or save the file as UTF-8.",
            "ja": "{line} 行目に UTF-8 として読めない文字があります。壊れた文字を直し、UTF-8 で保存してください。",
        },
        "not-utf8-guess": {
            "en": "The file is written in {guess} (first seen in line {line}) and would be published as garbage. Save it as UTF-8.",
            "ja": "文字コードが {guess} です（{line} 行目で検出）。公開すると文字化けするので、UTF-8 で保存し直してください。",
        },
        "utf16": {
            "en": "The file is written in {encoding}, which site generators do not read. Save it as UTF-8.",
            "ja": "文字コードが {encoding} のため、サイトジェネレーターで読み込めません。UTF-8 で保存し直してください。",
        },
        "binary": {
            "en": "This is a binary file, not a text. Was something else saved under a post's name? Replace or remove it.",
            "ja": "テキストではなくバイナリファイルです。別のファイルを記事の名前で保存していないか確認し、差し替えるか削除してください。",
        },
        "nul": {
            "en": "Line {line} holds a NUL character, at which some programs stop reading. Delete it.",
            "ja": "{line} 行目に NUL 文字があります。そこで読み込みが止まることがあるので、削除してください。",
        },
        "empty": {
            "en": "The file is empty. Write the post, or delete the file.",
            "ja": "ファイルの中身が空です。記事を書くか、ファイルを削除してください。",
        },
        "missing": {
            "en": "The file does not exist; a link may point to a file that was moved. Restore it, or remove the link.",
            "ja": "ファイルがありません。リンク先が移動された可能性があります。ファイルを戻すか、リンクを削除してください。",
        },
        "permission": {
            "en": "The file may not be read. Change its permissions.",
            "ja": "ファイルを読む権限がありません。アクセス権を変更してください。",
        },
        "links": {
            "en": "The file is a symbolic link that leads back to itself. Point it to the post.",
            "ja": "シンボリックリンクが循環しています。正しい記事を指すように直してください。",
        },
        "not-regular": {
            "en": "This is a folder, pipe or device, not a file. Give it a name that does not look like a post's.",
            "ja": "フォルダーやパイプなど、通常のファイルではないものです。記事と紛れない名前に変えてください。",
        },
        "unopenable": {
            "en": "The file cannot be opened ({error}). Check the file, and the disk or share that it lies on.",
            "ja": "ファイルを開けません（{error}）。ファイルと保存先の状態を確認してください。",
        },
    }

    def check(self, post: Post) -> Iterator[Finding]:
        """Tell the post's damage."""
        damage = post.damage
        if damage is None:
            return
        message = damage.reason
        if message == "unopenable" and damage.data.get("kind") in _OPENING:
            message = str(damage.data["kind"])
        elif message == "not-utf8" and damage.data.get("guess"):
            message = "not-utf8-guess"
        yield Finding(damage.span, message, damage.data)
