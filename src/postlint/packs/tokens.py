"""Reading the tokens of an entry of morphemes. Their words for parts of speech are those of the IPA dictionary."""

from collections.abc import Mapping

from postlint.mistake import shortened
from postlint.packs.pack import Conditions, Token
from postlint.tables import Node, hint

#: 品詞 → its 品詞細分類1; one that has none is followed by *
POS: Mapping[str, tuple[str, ...]] = {
    "名詞": tuple(
        "一般 固有名詞 数 代名詞 サ変接続 形容動詞語幹 ナイ形容詞語幹 副詞可能 接尾 非自立 特殊 接続詞的 動詞非自立的 引用文字列".split()
    ),
    "動詞": ("自立", "非自立", "接尾"),
    "形容詞": ("自立", "非自立", "接尾"),
    "副詞": ("一般", "助詞類接続"),
    "連体詞": (),
    "接続詞": (),
    "感動詞": (),
    "助詞": tuple("格助詞 係助詞 副助詞 接続助詞 終助詞 並立助詞 副詞化 連体化 特殊 副助詞／並立助詞／終助詞".split()),
    "助動詞": (),
    "接頭詞": ("名詞接続", "動詞接続", "形容詞接続", "数接続"),
    "記号": ("一般", "句点", "読点", "空白", "括弧開", "括弧閉", "アルファベット"),
    "フィラー": (),
    "その他": ("間投",),
}
#: 活用形
FORMS: tuple[str, ...] = tuple(
    (
        "基本形 未然形 未然ウ接続 未然ヌ接続 未然レル接続 未然特殊 連用形 連用タ接続 連用テ接続 連用デ接続 連用ニ接続 連用ゴザイ接続 "
        "仮定形 仮定縮約１ 仮定縮約２ 命令ｅ 命令ｉ 命令ｒｏ 命令ｙｏ 体言接続 体言接続特殊 体言接続特殊２ ガル接続 "
        "音便基本形 基本形-促音便 文語基本形 現代基本形"
    ).split()
)
_CONDITIONS = ("surface", "base", "pos", "detail", "form")
#: far more than any rule needs, and few enough that a row is matched in no time
MOST_TOKENS = 20


def read_tokens(node: Node) -> tuple[Token, ...]:
    """The tokens, of which at least one must be there."""
    items = node.items()
    if len(items) > MOST_TOKENS:
        node.fail("too-many-tokens", most=MOST_TOKENS)
    tokens = tuple(map(_token, items))
    if all(token.optional for token in tokens):
        node.fail("no-token-needed")
    return tokens


def read_mark(node: Node, count: int) -> tuple[int, ...]:
    """The numbers of the marked tokens, from 1 to `count`: one, or a list of them."""
    items = [node] if isinstance(node.value, int) else node.items()
    for item in items:
        if not 1 <= item.whole() <= count:
            item.fail("no-token", number=item.whole(), count=count)
    if not items:
        node.fail("empty-value")
    return tuple(sorted({item.whole() for item in items}))


def _token(node: Node) -> Token:
    fields = node.fields((*_CONDITIONS, "optional", "not"))
    unwanted = fields["not"].fields(_CONDITIONS) if "not" in fields else {}
    if "not" in fields and not unwanted:
        fields["not"].fail("empty-value")
    return Token(
        wanted=_conditions(fields),
        unwanted=_conditions(unwanted),
        optional=fields["optional"].switch() if "optional" in fields else False,
    )


def _conditions(fields: Mapping[str, Node]) -> Conditions:
    return {key: frozenset(_values(key, fields)) for key in _CONDITIONS if key in fields}


def _values(key: str, fields: Mapping[str, Node]) -> list[str]:
    """The values that a condition allows, each of which there is."""
    items = fields[key].one_or_more()
    if not items:
        fields[key].fail("empty-value")
    for item in items:
        known = _known(key, fields)
        if known is None and item.text().split() != [item.text()]:
            item.fail("space-in-word", value=shortened(item.text()))
        if known is not None and item.text() not in known:
            item.fail("no-choice", value=shortened(item.text()), hint=hint(item.text(), known, at_most=40))
    return [item.text() for item in items]


def _known(key: str, fields: Mapping[str, Node]) -> tuple[str, ...] | None:
    """The values that there are for a condition; None where any text will do."""
    if key == "pos":
        return tuple(POS)
    if key == "form":
        return FORMS
    if key == "detail":
        named = [item.value for item in fields["pos"].one_or_more()] if "pos" in fields else list(POS)
        return tuple(dict.fromkeys(detail for pos in named if isinstance(pos, str) for detail in POS.get(pos, ())))
    return None
