"""What is said of mistakes in a pack, in every language."""

from postlint.words import Words

PACK: Words = {
    "pack-name": {
        "en": "A pack's file name is its rule's id: lower-case letters, digits and hyphens, such as stray-marker.yml.",
        "ja": "パックのファイル名はルールの ID になります。stray-marker.yml のように、英小文字・数字・ハイフンで付けてください。",
    },
    "not-a-rule": {
        "en": "The pack lists only entries. To be a rule of its own it needs summary, why, bad, good, source and messages.",
        "ja": "entries しか書かれていません。ルールとして使うには summary、why、bad、good、source、messages も必要です。",
    },
    "bad-pattern": {
        "en": "“{name}” is no valid RE2 pattern: {error}.{advice}",
        "ja": "「{name}」は RE2 の正規表現として正しくありません（{error}）。{advice}",
    },
    "empty-match": {
        "en": "“{name}” can match nothing at all, so it would be found everywhere.",
        "ja": "「{name}」は空文字列にも一致するため、どこにでも一致してしまいます。",
    },
    "no-group": {
        "en": "The pattern has no group {group}; it has {count}.",
        "ja": "正規表現にグループ {group} はありません（グループは {count} 個です）。",
    },
    "duplicate-entry": {
        "en": "Two entries are named “{value}”; the first stands in line {line}.",
        "ja": "「{value}」という名前の entry が二つあります（最初は {line} 行目）。",
    },
    "no-entries": {"en": "The list of entries is empty.", "ja": "entries が空です。"},
    "broken-template": {
        "en": "The message cannot be filled: a brace that is text is written twice, {{{{ or }}}}.",
        "ja": "メッセージの波括弧が正しくありません。文字としての波括弧は {{{{ や }}}} のように二つ重ねて書きます。",
    },
    "unknown-field": {
        "en": "The message uses {{{field}}}, but no entry that it is for has it.{hint}",
        "ja": "メッセージに {{{field}}} とありますが、このメッセージを使う entry にその項目がありません。{hint}",
    },
    "missing-field": {
        "en": "The message “{message}” uses {{{field}}}, but this entry has no such value.",
        "ja": "メッセージ「{message}」で {{{field}}} を使っていますが、この entry にその値がありません。",
    },
    "taken-field": {
        "en": "“{value}” is a name that findings use already. Choose another.",
        "ja": "「{value}」は postlint が使う名前です。別の名前にしてください。",
    },
}

ADVICE: Words = {
    "look-around": {
        "en": " RE2 has no look-around; use unless or group.",
        "ja": "RE2 では先読み・後読みを使えません。unless や group を使ってください。",
    },
    "escape": {
        "en": " RE2 has no back-references; a code point is written \\x{{3042}}.",
        "ja": "RE2 では後方参照を使えません。文字コードは \\x{{3042}} のように書きます。",
    },
    "none": {"en": "", "ja": ""},
}
