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
    "outside-folder": {
        "en": "“{value}” must be a folder below the one that the configuration stands in.",
        "ja": "「{value}」は使えません。設定ファイルがあるフォルダーから見た、その中のフォルダーを書いてください。",
    },
    "bad-exclude": {
        "en": "“{value}” is no valid pattern; “{name}” is written as in a .gitignore.",
        "ja": "「{value}」はパターンとして正しくありません。「{name}」は .gitignore と同じ書き方をします。",
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
