"""Front matter that is not what the site's schema asks for."""

import pathlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from postlint.checks.base import Check, option
from postlint.diagnostic import Finding, Messages
from postlint.post.front_matter import FrontMatter
from postlint.post.post import Post
from postlint.post.text import Span
from postlint.post.yaml_nodes import Path
from postlint.schema_violations import violations
from postlint.schemas import schema_path


class FrontMatterSchema(Check):
    """The front matter violates the schema chosen in the configuration.

    Why
    A missing title, a date that is none, a list where the theme expects text: the site generator drops the post, sorts
    it wrongly, or prints nonsense. A JSON Schema says what the site needs. Off until the configuration names a
    `preset`, or a schema here.

    Bad
        ---
        title: Repotting a monstera
        date: 2025-13-40
        published: maybe
        ---

    Good
        ---
        title: Repotting a monstera
        date: 2025-03-14
        published: true
        ---

    Options
    A schema of your own may say in plain words what a value should be: `x-form: {en: …, ja: …}` beside `pattern` is
    told instead of the pattern. References to other files and to the web are refused. The key `postlint` is always allowed.

    Source
    The documentation of Jekyll, Hugo, Zenn's CLI and Astro's blog starter, which the presets follow.
    """

    doc_ja = """フロントマターが、設定で選んだスキーマに合っていません。

    理由
    タイトルの抜け、存在しない日付、文字列のはずがリストになっている項目などがあると、記事が公開されなかったり、
    並び順や表示が崩れたりします。サイトに必要な項目は JSON Schema で決めます。設定の preset か、このルールの schema を
    指定するまでは調べません。

    悪い例
        ---
        title: モンステラの植え替え
        date: 2025-13-40
        published: maybe
        ---

    良い例
        ---
        title: モンステラの植え替え
        date: 2025-03-14
        published: true
        ---

    オプション
    自作のスキーマでは、pattern の横に x-form: {en: …, ja: …} を書くと、正規表現の代わりにその説明を表示します。
    ほかのファイルや URL への参照は使えません。postlint というキーは常に使えます。

    出典
    Jekyll、Hugo、Zenn CLI、Astro のブログ用スターターの公式ドキュメント（プリセットはこれに従っています）。
    """
    messages: ClassVar[Messages] = {
        "required": {
            "en": "The front matter lacks “{name}”, which the site needs. Add it.",
            "ja": "必要な項目「{name}」がありません。追加してください。",
        },
        "required-one": {
            "en": "The front matter needs one of: {names}. Add it.",
            "ja": "{names} のうち、どれか一つが必要です。追加してください。",
        },
        "empty": {
            "en": "“{name}” has no value. Fill it in, or delete the line.",
            "ja": "「{name}」の値が空です。値を書くか、行を削除してください。",
        },
        "type-string": {
            "en": "“{name}” must be text, but {value} is not. Write one text; put numbers and true or false in quotes.",
            "ja": "「{name}」には文字列を書いてください（いまは {value} です）。数値や true / false は引用符で囲みます。",
        },
        "type-array": {
            "en": "“{name}” must be a list, but {value} is none. Write it as [a, b], or one item a line.",
            "ja": "「{name}」はリストで書いてください（いまは {value} です）。例: [a, b]",
        },
        "type-boolean": {
            "en": "“{name}” must be true or false, not {value}. Write it without quotes.",
            "ja": "「{name}」には true か false を引用符なしで書いてください（いまは {value} です）。",
        },
        "type-integer": {
            "en": "“{name}” must be a whole number, not {value}. Write it without quotes.",
            "ja": "「{name}」には整数を引用符なしで書いてください（いまは {value} です）。",
        },
        "type-number": {
            "en": "“{name}” must be a number, not {value}. Write it without quotes.",
            "ja": "「{name}」には数値を引用符なしで書いてください（いまは {value} です）。",
        },
        "type-object": {
            "en": "“{name}” must hold keys with values, but is {value}. Write “key: value” lines under it.",
            "ja": "「{name}」の下には「キー: 値」の行を書いてください（いまは {value} です）。",
        },
        "type-string-or-array": {
            "en": "“{name}” must be text or a list, but {value} is neither. Put it in quotes.",
            "ja": "「{name}」には文字列かリストを書いてください（いまは {value} です）。",
        },
        "type": {
            "en": "“{name}” must be of the type {types}, but {value} is not. Rewrite the value.",
            "ja": "「{name}」の型は {types} でなければなりません（いまは {value} です）。書き直してください。",
        },
        "enum": {
            "en": "“{value}” is no valid “{name}”. Valid: {allowed}.",
            "ja": "「{name}」に「{value}」は使えません。使える値: {allowed}",
        },
        "enum-near": {
            "en": "“{value}” is no valid “{name}”. Did you mean “{nearest}”?",
            "ja": "「{name}」に「{value}」は使えません。「{nearest}」の間違いではありませんか。",
        },
        "form": {
            "en": "“{value}” is no valid “{name}”. It must be {form_en}.",
            "ja": "「{name}」の値「{value}」が正しくありません。{form_ja}にしてください。",
        },
        "pattern": {
            "en": "“{value}” is no valid “{name}”. It must match the pattern {pattern} of the schema.",
            "ja": "「{name}」の値「{value}」が、スキーマの形式（{pattern}）に合っていません。",
        },
        "format": {
            "en": "“{value}” is no valid “{name}”: the schema asks for the format {format}.",
            "ja": "「{name}」の値「{value}」が、スキーマの形式（{format}）に合っていません。",
        },
        "format-date": {
            "en": "“{value}” is no date, so “{name}” cannot be read. Write it like 2025-06-01.",
            "ja": "「{name}」の値「{value}」は日付として正しくありません。2025-06-01 の形で書いてください。",
        },
        "format-date-time": {
            "en": "“{value}” is no date with time and zone, so “{name}” cannot be read. Write it like 2025-06-01T09:30:00+09:00.",
            "ja": "「{name}」の値「{value}」は日時として正しくありません。2025-06-01T09:30:00+09:00 の形で書いてください。",
        },
        "minLength": {
            "en": "“{name}” is too short: {actual} characters, where at least {limit} are needed.",
            "ja": "「{name}」が短すぎます（{actual} 文字）。{limit} 文字以上にしてください。",
        },
        "maxLength": {
            "en": "“{name}” is too long: {actual} characters, where at most {limit} are allowed. Shorten it.",
            "ja": "「{name}」が長すぎます（{actual} 文字）。{limit} 文字以内にしてください。",
        },
        "minItems": {
            "en": "“{name}” has {actual} items, but needs at least {limit}. Add some.",
            "ja": "「{name}」は {limit} 個以上必要です（いまは {actual} 個）。追加してください。",
        },
        "maxItems": {
            "en": "“{name}” has {actual} items, but may have at most {limit}. Remove some.",
            "ja": "「{name}」は {limit} 個までです（いまは {actual} 個）。減らしてください。",
        },
        "uniqueItems": {
            "en": "“{name}” lists the same item twice. Remove one.",
            "ja": "「{name}」に同じ項目が二つあります。片方を削除してください。",
        },
        "minimum": {
            "en": "“{name}” is {value}, but must be {limit} or more.",
            "ja": "「{name}」は {limit} 以上にしてください（いまは {value} です）。",
        },
        "maximum": {
            "en": "“{name}” is {value}, but must be {limit} or less.",
            "ja": "「{name}」は {limit} 以下にしてください（いまは {value} です）。",
        },
        "exclusiveMinimum": {
            "en": "“{name}” is {value}, but must be more than {limit}.",
            "ja": "「{name}」は {limit} より大きくしてください（いまは {value} です）。",
        },
        "exclusiveMaximum": {
            "en": "“{name}” is {value}, but must be less than {limit}.",
            "ja": "「{name}」は {limit} より小さくしてください（いまは {value} です）。",
        },
        "unknown-key": {
            "en": "The schema knows no key “{name}”. Remove it, or correct its spelling.",
            "ja": "「{name}」というキーは使えません。削除するか、つづりを直してください。",
        },
        "unknown-key-near": {
            "en": "The schema knows no key “{name}”. Did you mean “{nearest}”?",
            "ja": "「{name}」というキーは使えません。「{nearest}」の間違いではありませんか。",
        },
        "other": {
            "en": "“{name}” is not what the schema asks for ({keyword}). Compare it with the schema.",
            "ja": "「{name}」がスキーマの条件（{keyword}）を満たしていません。スキーマと見比べてください。",
        },
    }

    @dataclass(frozen=True)
    class Options:
        """Which schema holds."""

        schema: str = option(
            "",
            en="jekyll, hugo, zenn, astro, or the path of a JSON Schema (JSON or YAML); empty: off. Set by the configuration's `preset`",
            ja="jekyll、hugo、zenn、astro のいずれか、または JSON Schema のパス（JSON か YAML）。空なら調べません。preset から引き継ぎます",
        )

    def files(self) -> Sequence[pathlib.Path]:
        """The schema."""
        return (schema_path(self.options.schema),) if self.options.schema else ()

    def check(self, post: Post) -> Iterator[Finding]:
        """Yield a finding for each violation; silent where there is no front matter, or only part of it could be read."""
        front = post.front_matter
        if not self.options.schema or front.kind is None or any(problem.key != "yaml-duplicate-key" for problem in front.problems):
            return
        data = {key: value for key, value in front.data.items() if key != "postlint"}
        for violation in violations(self.options.schema, data):
            yield Finding(_place(front, violation.path), violation.key, violation.data)


def _place(front: FrontMatter, path: Path) -> Span:
    """The key at `path`, or the item if it is one of a list; the opening line stands for the whole."""
    place = (front.key_span(*path) or front.value_span(*path)) if path else None
    return place or front.opening
