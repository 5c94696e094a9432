"""What a learnt schema says of the posts, and what is said of learning it, in both languages."""

from postlint.diagnostic import Texts
from postlint.infer.claims import Demand
from postlint.infer.posts import Skip

TITLE: Texts = {"en": "Front matter as learnt from posts ({posts})", "ja": "記事{posts}件から作ったフロントマターのスキーマ"}
DESCRIPTION: Texts = {
    "en": "Written by postlint. What at least {share} of the posts agree on is demanded; each $comment tells what was seen. "
    "Read it, and change what is not meant so.",
    "ja": "postlint が作りました。{share}以上の記事に共通する書き方を条件にしています。実際の使われ方は各項目の $comment にあります。"
    "内容を確認し、意図と違うところは直してください。",
}
LEFT_OUT: Texts = {
    "en": " {keys} more keys, each in few posts, are left out.",
    "ja": "ほかに、ごく一部の記事だけにあるキーが{keys}個ありました。",
}

PRESENCE: Texts = {"en": "In {here} of {posts} posts ({share}).", "ja": "記事{posts}件中{here}件（{share}）。"}
PRESENCE_BELOW: Texts = {
    "en": "In {here} of the {posts} posts that have the key above ({share}).",
    "ja": "上のキーがある記事{posts}件中{here}件（{share}）。",
}
ONLY: Texts = {"en": "Only in {places}.", "ja": "あるのは {places} だけ。"}
MEANT: Texts = {"en": "Perhaps “{name}” is meant.", "ja": "「{name}」の間違いかもしれません。"}
KINDS: Texts = {"en": "Kinds of value: {kinds}.", "ja": "値の種類: {kinds}。"}
WRITTEN: Texts = {"en": "Like {example} in {posts} posts, but not in {places}.", "ja": "{posts}件は {example} の形。違うのは {places}。"}
ALWAYS: Texts = {"en": "Always {value}.", "ja": "すべて{value}。"}
ALMOST: Texts = {"en": "Almost always {value}.", "ja": "ほとんどが{value}。"}
ALMOST_BUT: Texts = {"en": "Almost always {value}; not in {places}.", "ja": "ほとんどが{value}。違うのは {places}。"}
VALUES: Texts = {"en": "{count} values: {values}.", "ja": "値は{count}種類: {values}。"}
FREQUENT: Texts = {"en": "{count} different values, the most frequent: {values}.", "ja": "値は{count}種類。多いのは {values}。"}
LENGTHS: Texts = {"en": "Number of items: {least} to {most}.", "ja": "項目の数は{least}〜{most}個。"}
LENGTH: Texts = {"en": "Number of items: always {most}.", "ja": "項目の数はどれも{most}個。"}
DEVIANTS: dict[Demand, Texts] = {
    "required": {"en": "Missing in {places}.", "ja": "ない記事: {places}。"},
    "type": {"en": "Another kind of value in {places}.", "ja": "値の種類が違う記事: {places}。"},
    "form": {"en": "Written otherwise in {places}.", "ja": "書き方が違う記事: {places}。"},
    "words": {"en": "Another value in {places}.", "ja": "ほかの値の記事: {places}。"},
    "not-empty": {"en": "Empty in {places}.", "ja": "空の記事: {places}。"},
    "unique": {"en": "An item stands twice in {places}.", "ja": "同じ項目が重複している記事: {places}。"},
}
DROPPED: Texts = {
    "en": "Left open, or too many posts would be flagged: {demands}.",
    "ja": "条件にすると対象の記事が多くなりすぎるため見送ったもの: {demands}。",
}
DEMANDS: dict[Demand, Texts] = {
    "required": {"en": "that the key is there", "ja": "キーを必須にする"},
    "type": {"en": "the kind of value", "ja": "値の種類"},
    "form": {"en": "how it is written", "ja": "書き方"},
    "words": {"en": "one of these values", "ja": "使える値"},
    "not-empty": {"en": "that it is not empty", "ja": "空にしない"},
    "unique": {"en": "that no item stands twice", "ja": "項目の重複を認めない"},
}
TYPES: dict[str, Texts] = {
    "string": {"en": "text", "ja": "文字列"},
    "integer": {"en": "whole number", "ja": "整数"},
    "number": {"en": "number", "ja": "小数"},
    "boolean": {"en": "true or false", "ja": "true / false"},
    "array": {"en": "list", "ja": "リスト"},
    "object": {"en": "keys with values", "ja": "「キー: 値」の組"},
    "null": {"en": "empty", "ja": "空"},
    "other": {"en": "infinity or no number", "ja": "数値以外"},
}
COUNTED: Texts = {"en": "{name} ({posts})", "ja": "{name}（{posts}件）"}
QUOTED: Texts = {"en": "“{text}”", "ja": "「{text}」"}
WITH_VALUE: Texts = {"en": "{path} ({value})", "ja": "{path}（{value}）"}
MORE: Texts = {"en": " and {more} more", "ja": " ほか{more}件"}
COMMA: Texts = {"en": ", ", "ja": "、"}

EXISTS: Texts = {
    "en": "“{file}” exists already. Use --force to overwrite it.",
    "ja": "「{file}」はすでにあります。上書きするときは --force を付けてください。",
}
NO_POST: Texts = {"en": "There is no post to learn from.", "ja": "もとにする記事が見つかりません。"}
NO_EXAMPLE: Texts = {
    "en": "No post has front matter that can be read ({posts} looked at), so there is nothing to learn from.",
    "ja": "記事{posts}件のどれからもフロントマターを読み取れなかったため、スキーマを作れません。",
}
LEARNT: Texts = {
    "en": "Posts learnt from: {posts}; the schema accepts {accepted} of them ({share}).",
    "ja": "記事{posts}件からスキーマを作りました。そのうち{accepted}件（{share}）がスキーマに合っています。",
}
FEW: Texts = {
    "en": "That is few: the schema tells what these posts have in common, not yet what is meant to be.",
    "ja": "記事が少ないため、たまたま共通しているだけの点も条件になっています。内容をよく確認してください。",
}
PASSED_OVER: Texts = {"en": "Passed over: {reasons}.", "ja": "使わなかった記事: {reasons}。"}
SKIPPED: dict[Skip, Texts] = {
    "unreadable": {"en": "{posts} that cannot be read", "ja": "読めないもの{posts}件"},
    "no-front-matter": {"en": "{posts} without front matter", "ja": "フロントマターがないもの{posts}件"},
    "broken": {"en": "{posts} with broken front matter", "ja": "フロントマターが壊れているもの{posts}件"},
    "too-large": {"en": "{posts} with very large front matter", "ja": "フロントマターが大きすぎるもの{posts}件"},
}
HINT: Texts = {
    "en": "To use it, put this into postlint.yml, from whose folder the path counts:\n"
    "  rules: {{front-matter-schema: {{schema: {file}}}}}\n"
    "Then list the posts that deviate: postlint check --select front-matter-schema",
    "ja": "使うには、postlint.yml に次の行を書きます（パスは postlint.yml のあるフォルダから数えます）。\n"
    "  rules: {{front-matter-schema: {{schema: {file}}}}}\n"
    "スキーマに合わない記事の一覧: postlint check --select front-matter-schema",
}
