"""What is said of mistakes in YAML and in the shape of a file, in every language."""

from collections.abc import Mapping

Words = Mapping[str, Mapping[str, str]]

#: what a value is, said of the value that was found or that is needed
KINDS: Words = {
    "mapping": {"en": "keys with values", "ja": "「キー: 値」の組"},
    "list": {"en": "a list", "ja": "リスト"},
    "text": {"en": "text", "ja": "文字列"},
    "whole": {"en": "a whole number", "ja": "整数"},
    "number": {"en": "a number", "ja": "数値"},
    "switch": {"en": "true or false", "ja": "true か false"},
    "nothing": {"en": "nothing", "ja": "空"},
    "other": {"en": "another kind of value", "ja": "別の種類の値"},
}

SHAPE: Words = {
    "unknown-key": {"en": "Unknown key “{name}”.{hint}", "ja": "「{name}」というキーはありません。{hint}"},
    "missing-key": {"en": "“{name}” is missing{where}.", "ja": "{where}「{name}」がありません。"},
    "wrong-type": {
        "en": "“{name}” must be {wanted}, but is {found}.",
        "ja": "「{name}」には{wanted}を書いてください（いまは{found}です）。",
    },
    "no-choice": {"en": "“{value}” is no valid value of “{name}”.{hint}", "ja": "「{name}」に「{value}」は指定できません。{hint}"},
    "empty-value": {"en": "“{name}” is empty.", "ja": "「{name}」が空です。"},
    "empty-file": {
        "en": "The file is empty. Fill it in, or delete it.",
        "ja": "ファイルが空です。内容を書くか、ファイルを削除してください。",
    },
    "missing-file": {"en": "There is no such file.{hint}", "ja": "ファイルが見つかりません。{hint}"},
    "unreadable-file": {"en": "The file cannot be read: {error}.", "ja": "ファイルを読めません（{error}）。"},
    "not-a-file": {"en": "This is no regular file.", "ja": "通常のファイルではありません。"},
    "not-utf8": {
        "en": "The file is not UTF-8. Save it as UTF-8.",
        "ja": "文字コードが UTF-8 ではありません。UTF-8 で保存し直してください。",
    },
    "named-folder": {
        "en": "“{value}”, which “{name}” names, is a folder, not a file.",
        "ja": "「{name}」に書かれた「{value}」はフォルダーです。ファイルを書いてください。",
    },
    "missing-named-file": {
        "en": "The file “{value}” that “{name}” names does not exist.{hint}",
        "ja": "「{name}」に書かれたファイル「{value}」が見つかりません。{hint}",
    },
}

HINTS: Words = {
    "nearest": {"en": " Did you mean “{nearest}”?", "ja": "「{nearest}」の間違いではありませんか。"},
    "known": {"en": " Valid: {known}.", "ja": "使えるもの: {known}"},
    "none": {"en": "", "ja": ""},
    "in": {"en": " from “{parent}”", "ja": "「{parent}」に"},
}

#: by the key of the YamlProblem that load_yaml and load_toml raise, whose data may fill them
YAML: Words = {
    "yaml-tab": {
        "en": "A tab indents this line; YAML allows only spaces.",
        "ja": "行頭がタブです。YAML の字下げには半角スペースを使います。",
    },
    "yaml-colon": {
        "en": "A value that contains “: ” must stand in quotes.",
        "ja": "値に「: 」が入るときは、値全体を引用符で囲んでください。",
    },
    "yaml-colon-missing": {
        "en": "A colon and a space are missing behind a key.",
        "ja": "キーの後ろの「: 」（コロンと半角スペース）がありません。",
    },
    "yaml-quote": {"en": "The quotation mark {quote} is never closed.", "ja": "引用符「{quote}」が閉じられていません。"},
    "yaml-quote-inside": {
        "en": "The quotation mark {quote} ends the value too early. Put the value in the other kind of quotes.",
        "ja": "引用符「{quote}」が値の途中で閉じています。もう一方の引用符で値全体を囲んでください。",
    },
    "yaml-escape": {
        "en": "YAML does not know this \\ sequence. In double quotes a backslash is written \\\\; single quotes keep it as it is.",
        "ja": "「\\」の使い方が正しくありません。二重引用符の中では「\\\\」と書くか、単一引用符で囲んでください。",
    },
    "yaml-indent": {"en": "The indentation does not fit the lines around it.", "ja": "字下げが前後の行と合っていません。"},
    "yaml-bracket": {"en": "The bracket {bracket} has no partner.", "ja": "括弧「{bracket}」の対になる括弧がありません。"},
    "yaml-alias-loop": {"en": "This alias (*name) contains itself.", "ja": "エイリアス（*名前）が自分自身を参照しています。"},
    "yaml-too-big": {"en": "The file is too large.", "ja": "ファイルが大きすぎます。"},
    "yaml-too-deep": {"en": "The file is nested too deeply.", "ja": "入れ子が深すぎます。"},
    "yaml-tag": {"en": "Tags such as !!python/… are not allowed.", "ja": "「!!python/…」のようなタグは使えません。"},
    "yaml-duplicate-key": {"en": "The key “{name}” stands here twice.", "ja": "キー「{name}」が二度書かれています。"},
    "yaml-special-character": {
        "en": "A value may not begin with {character}. Put it in quotes.",
        "ja": "値を「{character}」で始めることはできません。引用符で囲んでください。",
    },
    "yaml-control-character": {"en": "There is a control character here.", "ja": "制御文字が入っています。"},
    "yaml-multiple-documents": {
        "en": "Only one YAML document may stand in the file.",
        "ja": "YAML 文書は一つのファイルに一つだけにしてください。",
    },
    "yaml-key": {"en": "A key must be a plain word.", "ja": "キーには文字列を書いてください。"},
    "yaml-merge": {"en": "“<<” can only merge keys with values.", "ja": "「<<」で取り込めるのは「キー: 値」の組だけです。"},
    "toml-quote": {"en": "The string that opens here is never closed.", "ja": "ここで始まる文字列が閉じられていません。"},
    "toml-bracket": {"en": "A closing bracket is missing.", "ja": "閉じ括弧がありません。"},
    "toml-escape": {
        "en": "TOML knows no such backslash escape. Write \\\\ for a backslash, or use single quotes.",
        "ja": "「\\」の使い方が正しくありません。「\\\\」と書くか、単一引用符で囲んでください。",
    },
    "toml-duplicate-key": {"en": "This key or table stands here twice.", "ja": "同じキーまたはテーブルが二度書かれています。"},
    "toml-equals": {"en": "This line is no “key = value”.", "ja": "「キー = 値」の形になっていません。"},
    "toml-value": {"en": "This is no TOML value. Put text in quotes.", "ja": "TOML の値として読めません。文字列は引用符で囲んでください。"},
    "toml-line-end": {"en": "Something follows the end of the value.", "ja": "値の後ろに余分な文字があります。"},
    "toml-other": {"en": "This is no valid TOML.", "ja": "TOML として読めません。"},
    "yaml-other": {"en": "This is no valid YAML.", "ja": "YAML として読めません。"},
}
