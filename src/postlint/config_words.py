"""What is said of mistakes in the configuration, in every language."""

from postlint.words import Words

CONFIG: Words = {
    "unknown-rule": {"en": "There is no rule “{value}”.{hint}", "ja": "「{value}」というルールはありません。{hint}"},
    "unknown-rule-or-tier": {
        "en": "There is no rule or tier “{value}”.{hint}",
        "ja": "「{value}」というルールも層（integrity、advisory）もありません。{hint}",
    },
    "unknown-option": {
        "en": "The rule “{rule}” has no option “{value}”.{hint}",
        "ja": "ルール「{rule}」に「{value}」というオプションはありません。{hint}",
    },
    "too-small": {
        "en": "“{name}” must be at least {minimum}, but is {value}.",
        "ja": "「{name}」は {minimum} 以上にしてください（いまは {value} です）。",
    },
    "too-large": {
        "en": "“{name}” must be at most {maximum}, but is {value}.",
        "ja": "「{name}」は {maximum} 以下にしてください（いまは {value} です）。",
    },
    "no-such-form": {
        "en": "“{value}” is no valid value of “{name}”: {meaning}.",
        "ja": "「{name}」に「{value}」は指定できません。書き方: {meaning}",
    },
    "outside-folder": {
        "en": "“{value}” must be a folder below the one that the configuration stands in.",
        "ja": "「{value}」は使えません。設定ファイルがあるフォルダーから見た、その中のフォルダーを書いてください。",
    },
    "no-folder": {
        "en": "There is no folder “{value}”, which “{name}” names, so no posts are looked for there.{hint}",
        "ja": "「{name}」に書かれたフォルダー「{value}」がないため、そこにあるはずの記事は比べられません。{hint}",
    },
    "bad-exclude": {
        "en": "“{value}” names no file; “{name}” is written as in a .gitignore.",
        "ja": "「{value}」はパターンとして正しくないため、どのファイルにも当てはまりません。「{name}」は .gitignore と同じ書き方をします。",
    },
    "bad-pattern": {
        "en": "“{value}” is no pattern of files; “{name}” is written as in a .gitignore, one pattern a key.",
        "ja": "「{value}」はファイルを表すパターンになっていません。.gitignore と同じ書き方で、パターンを一つずつ書いてください。",
    },
    "run-wide": {
        "en": "“{name}” belongs to the whole run and can only stand at the top: {root}. Here stands what differs for the posts below.",
        "ja": "「{name}」は全体の設定なので、一番上（{root}）でだけ指定できます。このファイルには、この中の記事だけの違いを書きます。",
    },
    "run-wide-option": {
        "en": "The rule “{rule}” compares all posts of a run, so its options can only stand in the topmost configuration file.",
        "ja": "ルール「{rule}」は全体の記事を比べるため、オプションは一番上の設定ファイルでだけ指定できます。",
    },
    "extends-loop": {
        "en": "“{value}” in “{name}” leads back to this file.",
        "ja": "「{name}」に書かれた「{value}」をたどると、このファイルに戻ってしまいます。",
    },
    "taken-id": {
        "en": "There is a rule “{value}” already. Rename the pack file.",
        "ja": "「{value}」というルールはすでにあります。パックのファイル名を変えてください。",
    },
    "no-section": {
        "en": "The file has no [tool.postlint] table.",
        "ja": "[tool.postlint] がありません。",
    },
}
