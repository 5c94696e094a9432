"""Front matter that cannot be read, or not as it was meant."""

from collections.abc import Iterator
from typing import ClassVar

from postlint.checks.base import Check
from postlint.diagnostic import Finding, Messages
from postlint.post.post import Post


class FrontMatterSyntax(Check):
    """The front matter is never closed, is no valid YAML or TOML, or says a key twice.

    Why
    A site generator that cannot read the front matter stops the build, or publishes the post without its title, date
    and tags and prints the raw lines in the text. Of a key that stands there twice only one value counts, and
    generators do not agree on which.

    Bad
        ---
        title: Cold brew: the slow way
        date: 2025-06-01
        ---

    Good
        ---
        title: "Cold brew: the slow way"
        date: 2025-06-01
        ---

    Source
    YAML 1.1 and 1.2 and TOML 1.0. YAML has every key of a mapping be unique; Hugo refuses duplicates, Jekyll takes the last.
    """

    doc_ja = """フロントマターが閉じられていない、YAML や TOML として読めない、または同じキーが二度書かれています。

    理由
    フロントマターを読めないと、ビルドが止まるか、タイトルや日付、タグのないまま公開され、フロントマターが本文に
    そのまま表示されます。同じキーが二つあると片方の値しか使われず、どちらになるかはツールによって違います。

    悪い例
        ---
        title: 水出しコーヒー: 一晩でできる作り方
        date: 2025-06-01
        ---

    良い例
        ---
        title: "水出しコーヒー: 一晩でできる作り方"
        date: 2025-06-01
        ---

    出典
    YAML 1.1 / 1.2、TOML 1.0 の仕様。YAML ではキーの重複は許されません（Hugo はエラーにし、Jekyll は後の値を使います）。
    """
    messages: ClassVar[Messages] = {
        "unterminated": {
            "en": "The front matter that opens here is never closed. Put a line with only {fence} behind its last key.",
            "ja": "ここから始まるフロントマターが閉じられていません。最後のキーの次の行に「{fence}」だけの行を入れてください。",
        },
        "not-mapping": {
            "en": "The front matter holds no “key: value” lines, so it has no title or date. Write it as such, or remove the fences.",
            "ja": "フロントマターに「キー: 値」の行がないため、タイトルや日付を読み取れません。書き直すか、区切り線を削除してください。",
        },
        "yaml-tab": {
            "en": "A tab indents this line, which YAML does not allow. Use spaces.",
            "ja": "字下げにタブが使われています。YAML ではタブを使えないので、半角スペースに変えてください。",
        },
        "yaml-colon": {
            "en": "The value contains a colon and a space, which YAML takes for a new key. Put the whole value in quotes.",
            "ja": "値に「: 」（コロンと半角スペース）が含まれ、別のキーとして読まれます。値全体を引用符で囲んでください。",
        },
        "yaml-colon-missing": {
            "en": "This line is no “key: value”: the colon, or the space behind it, is missing. Add it (a full-width ： does not count).",
            "ja": "「キー: 値」の形になっていません。半角のコロンとスペースを入れてください（全角の「：」は使えません）。",
        },
        "yaml-quote": {
            "en": "The quote {quote} that opens here is never closed. Close it at the end of the value.",
            "ja": "ここで始まる引用符 {quote} が閉じられていません。値の最後に {quote} を入れてください。",
        },
        "yaml-quote-inside": {
            "en": "A {quote} inside the value ends it too early. Put the value in the other kind of quotes.",
            "ja": "値の途中にある {quote} で引用が終わっています。値全体をもう一方の引用符で囲んでください。",
        },
        "yaml-escape": {
            "en": "YAML knows no such backslash escape. Write \\\\ for a backslash, or put the value in single quotes.",
            "ja": "「\\」の後ろの文字が YAML のエスケープとして正しくありません。「\\\\」と書くか、値を単一引用符で囲んでください。",
        },
        "yaml-indent": {
            "en": "The indentation does not fit the lines around it. Align this line with the keys it belongs to.",
            "ja": "字下げが前後の行と合っていません。同じ階層のキーに揃えてください。",
        },
        "yaml-bracket": {
            "en": "The bracket {bracket} has no partner, so the list or mapping does not end. Add the other bracket, or quote the value.",
            "ja": "括弧「{bracket}」の対になる括弧がありません。補うか、値全体を引用符で囲んでください。",
        },
        "yaml-special-character": {
            "en": "A value that begins with {character} has a special meaning in YAML. Put the whole value in quotes.",
            "ja": "「{character}」で始まる値は YAML では特別な意味になります。値全体を引用符で囲んでください。",
        },
        "yaml-alias-loop": {
            "en": "An alias (*name) refers to the value that contains it, so the value has no end. Write the value out.",
            "ja": "エイリアス（*名前）が自分自身を含む値を指しているため、値が定まりません。値を直接書いてください。",
        },
        "yaml-too-big": {
            "en": "The front matter holds too much data (also counting what aliases repeat). Keep less than {limit}.",
            "ja": "フロントマターが大きすぎます（エイリアスの展開分も含み、上限は {limit} です）。内容を減らしてください。",
        },
        "yaml-too-deep": {
            "en": "Brackets, lists or keys are nested more than {limit} deep, which no site generator needs. Flatten them.",
            "ja": "入れ子が {limit} 段を超えています。階層を浅くしてください。",
        },
        "yaml-tag": {
            "en": "The tag {tag} asks for data beyond plain YAML, and is never obeyed. Remove it, or quote the value.",
            "ja": "タグ「{tag}」は使えません（実行もされません）。削除するか、値全体を引用符で囲んでください。",
        },
        "yaml-duplicate-key": {
            "en": "The key “{name}” stands in line {first} already, and only one value counts. Delete one of the two.",
            "ja": "キー「{name}」は {first} 行目にもあり、片方の値しか使われません。どちらかを削除してください。",
        },
        "yaml-control-character": {
            "en": "There is an invisible control character ({code}) here that YAML does not allow. Delete it.",
            "ja": "YAML で使えない制御文字（{code}）が入っています。削除してください。",
        },
        "yaml-multiple-documents": {
            "en": "A second YAML document begins here, and front matter is one only. Remove the line that ends the first.",
            "ja": "二つ目の YAML 文書が始まっています。フロントマターは一つだけなので、手前の区切りを削除してください。",
        },
        "yaml-key": {
            "en": "A list or mapping stands here as a key; a key must be a plain word. Quote a value that begins with a bracket.",
            "ja": "キーがリストなどになっています。キーには文字列を書き、括弧で始まる値は引用符で囲んでください。",
        },
        "yaml-merge": {
            "en": "“<<” can only take in keys with values. Name an alias (*name) of such a mapping, or remove the line.",
            "ja": "「<<」で取り込めるのは「キー: 値」の組だけです。そのエイリアス（*名前）を書くか、行を削除してください。",
        },
        "yaml-other": {
            "en": "This is no valid YAML from here on. Compare the line with the others, and quote values with special characters.",
            "ja": "ここから先を YAML として読めません。ほかの行と見比べ、記号を含む値は引用符で囲んでください。",
        },
        "toml-quote": {
            "en": "The string that opens here is not closed on its line. Add the closing quote.",
            "ja": "ここで始まる文字列が同じ行の中で閉じられていません。閉じる引用符を入れてください。",
        },
        "toml-bracket": {
            "en": "A bracket is missing: the list or table header does not end. Add the closing bracket.",
            "ja": "括弧が閉じられていません。リストやテーブル名の最後に閉じ括弧を入れてください。",
        },
        "toml-escape": {
            "en": "TOML knows no such backslash escape. Write \\\\ for a backslash, or put the value in single quotes.",
            "ja": "「\\」の後ろの文字が TOML のエスケープとして正しくありません。「\\\\」と書くか、値を単一引用符で囲んでください。",
        },
        "toml-duplicate-key": {
            "en": "This key or table stands in the front matter already, which TOML does not allow. Delete one of the two.",
            "ja": "同じキーまたはテーブルがすでにあります。TOML では重複が許されないので、どちらかを削除してください。",
        },
        "toml-equals": {
            "en": "This line is no “key = value”, which TOML asks for (a colon does not count). Write it as such.",
            "ja": "「キー = 値」の形になっていません。TOML では「:」ではなく「=」を使います。",
        },
        "toml-value": {
            "en": "There is no value that TOML knows here. Put text in quotes.",
            "ja": "TOML の値として読めません。文字列は引用符で囲んでください。",
        },
        "toml-line-end": {
            "en": "Something follows the end of the value. Put the whole value in quotes, or begin a new line.",
            "ja": "値の後ろに余分な文字があります。値全体を引用符で囲むか、改行してください。",
        },
        "toml-other": {
            "en": "This is no valid TOML from here on. Compare the line with the others; keys other than a-z, 0-9, _ and - need quotes.",
            "ja": "ここから先を TOML として読めません。ほかの行と見比べてください。英数字と「_」「-」以外を含むキーは引用符で囲みます。",
        },
    }

    def check(self, post: Post) -> Iterator[Finding]:
        """Tell each problem of the front matter."""
        for problem in post.front_matter.problems:
            yield Finding(problem.span, problem.key, problem.data)
