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
    "no-named-group": {
        "en": "The pattern has no group named “{group}”.{hint}",
        "ja": "正規表現に「{group}」という名前のグループはありません。{hint}",
    },
    "lone-backslash": {
        "en": "A backslash in “{name}” is followed by a group, as in \\1 or \\g<name>; one that is text is written twice.",
        "ja": "「{name}」の「\\」の後ろには、\\1 や \\g<名前> のようにグループを書きます。文字としての「\\」は二つ重ねて書いてください。",
    },
    "other-kind": {
        "en": "“{name}” belongs to entries of the kind {kinds}, but this one is of the kind {kind}.",
        "ja": "「{name}」は kind が {kinds} の entry で使うキーです（この entry の kind は {kind} です）。",
    },
    "safe-without-fix": {
        "en": "“safe” says something of a fix, but this entry has none. Add fix: delete.",
        "ja": "「safe」は修正についての指定ですが、この entry には fix がありません。fix: delete を書いてください。",
    },
    "beside-swap": {
        "en": "“{name}” cannot stand beside swap, which says both what is found and what replaces it.",
        "ja": "「{name}」は swap と一緒には使えません。swap だけで、見つける言葉と置き換える言葉が決まります。",
    },
    "empty-word": {
        "en": "A word to be found in “swap” is empty or has a line break in it.",
        "ja": "swap に、空の言葉か改行の入った言葉があります。",
    },
    "same-word": {
        "en": "“{value}” stands here twice, since ignore_case makes capitals and small letters the same.",
        "ja": "「{value}」が二度書かれています（ignore_case では大文字と小文字を区別しません）。",
    },
    "too-many-words": {
        "en": "“{name}” has too many words for one entry ({count}). Put them into several entries.",
        "ja": "「{name}」の言葉が多すぎます（{count} 語）。いくつかの entry に分けてください。",
    },
    "no-prefilter": {
        "en": "To take every sentence apart would be slow. Give one token that must be there a surface, or the entry a pattern that "
        "occurs in every sentence worth a look.",
        "ja": "すべての文を形態素に分けると時間がかかります。"
        "optional でない token に surface を書くか、調べる文に必ず現れる pattern を書いてください。",
    },
    "no-token": {
        "en": "There is no token {number}; tokens are counted from 1 to {count}.",
        "ja": "{number} 番目の token はありません（1 から {count} までの番号で書きます）。",
    },
    "no-token-needed": {
        "en": "At least one of the tokens must be there, that is, not be optional.",
        "ja": "optional でない token が少なくとも一つ必要です。",
    },
    "too-many-tokens": {
        "en": "There are too many tokens; {most} are allowed.",
        "ja": "tokens が多すぎます（{most} 個まで）。",
    },
    "space-in-word": {
        "en": "“{value}” can never be found: a morpheme has no white space in it.",
        "ja": "「{value}」は見つかりません。形態素に空白は入りません。",
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
