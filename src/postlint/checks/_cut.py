"""What truncated-ending and truncated-paragraph tell alike: why a text counts as cut."""

from msgspec.structs import replace

from postlint.analysis.cuts import Cut
from postlint.analysis.endings import copy_ending
from postlint.analysis.markers import marker_behind
from postlint.analysis.seams import drop_fragment
from postlint.diagnostic import Finding, Fix, Messages, Related
from postlint.post.post import Post

#: analysis.ends' reasons → message keys
_KEYS = {
    "comma": "comma",
    "bracket": "bracket",
    "particle": "word",
    "modifier": "word",
    "conjunction": "word",
    "form": "word",
    "word": "word",
    "stump": "inside",
}

CUT_MESSAGES: Messages = {
    "comma": {
        "en": "The text stops behind a comma: {tail}. Finish the sentence, or delete it.",
        "ja": "「{tail}」と、読点のところで文が途切れています。続きを補うか、この文を削除してください。",
    },
    "bracket": {
        "en": "The text stops inside a quotation or a parenthesis that is never closed: {tail}. Finish the sentence, or delete it.",
        "ja": "かぎかっこや丸かっこが閉じないまま「{tail}」で文が途切れています。続きを補うか、この文を削除してください。",
    },
    "word": {
        "en": "The text stops at a word that must go on: {tail}. Finish the sentence, or delete it.",
        "ja": "「{tail}」のあとに続くはずの言葉がなく、文が途切れています。続きを補うか、この文を削除してください。",
    },
    "inside": {
        "en": "The text stops inside a word: {tail}. Finish the sentence, or delete it.",
        "ja": "「{tail}」と、単語の途中で文が途切れています。続きを補うか、この文を削除してください。",
    },
    "bare": {
        "en": "The text stops without a full stop, unlike the post's other paragraphs: {tail}. Finish the sentence, or delete it.",
        "ja": "ほかの段落と違い、句点のないまま「{tail}」で終わっています。文を最後まで書くか、この文を削除してください。",
    },
    "continued": {
        "en": "The text stops in mid-sentence: {tail}. Line {line} has the same words and goes on. Delete the broken sentence, from its beginning.",
        "ja": "「{tail}」で文が途切れています。続きは {line} 行目にあるようです。途切れた文を、文頭から削除してください。",
    },
    "resumed": {
        "en": "The text stops in mid-sentence: {tail}. It goes on on line {line}. Join the two into one sentence.",
        "ja": "「{tail}」で文が途切れ、{line} 行目に続いています。一つの文につなげてください。",
    },
    "restated": {
        "en": "The text stops in mid-sentence: {tail}. Line {line} says the sentence again, from its beginning. Delete the broken one here.",
        "ja": "「{tail}」で文が途切れ、{line} 行目で初めから書き直されています。途切れた文のほうを、文頭から削除してください。",
    },
    "copy": {
        "en": "The copy that begins on line {copy_line} stops here in mid-sentence: {tail}. Delete the copy, and this goes with it.",
        "ja": "{copy_line} 行目からの重複が、「{tail}」で途切れています。重複を削除すれば、途切れた文もなくなります。",
    },
    "copy-resumed": {
        "en": "The copy that begins on line {copy_line} stops here in mid-sentence: {tail}. It goes on on line {line}. Delete the copy, and keep of "
        "line {line} only what is not said before.",
        "ja": "{copy_line} 行目からの重複が「{tail}」で途切れ、{line} 行目に続いています。重複を削除し、{line} 行目の続きは、まだ書かれていない部分だけを残してください。",
    },
    "drop": {"en": "Delete the fragment", "ja": "途切れた断片を削除する"},
    "mark": {"en": "the mark behind it", "ja": "直後の目印"},
    "goes-on": {"en": "the same words go on here", "ja": "同じ文の続きがある箇所"},
}


def cut_finding(cut: Cut, post: Post) -> Finding:
    """The finding for a cut: where the same words go on if they do, else what the last word lacks."""
    finding = _finding(cut, post)
    marker = marker_behind(post, cut.unit.span.end)
    if (cut.behind != "marker" and not cut.at_end) or marker is None:
        return finding
    # Without the mark behind it the cut may no longer be seen.
    return replace(finding, related=(*finding.related, Related(marker, "mark", evidence=True)))


def _finding(cut: Cut, post: Post) -> Finding:
    found, copy = _alone(cut, post), copy_ending(cut.unit, post)
    if copy is None:
        return found
    data = {**found.data, "copy_line": post.lines.position(copy.span.start).line}
    return replace(found, message="copy-resumed" if found.message == "resumed" else "copy", data=data)


def _alone(cut: Cut, post: Post) -> Finding:
    """What is told of a cut that is none of a copy: that one goes as a whole."""
    tail = cut.span.of(post.text).strip()
    if cut.resumed is not None:
        line = post.lines.position(cut.resumed.start).line
        return Finding(
            cut.span, "restated" if cut.restated else "resumed", {"tail": tail, "line": line}, (Related(cut.resumed, "goes-on"),)
        )
    edits = drop_fragment(cut, post)
    fix = Fix("drop", edits, safe=False) if edits else None
    if cut.continued is not None:
        line = post.lines.position(cut.continued.start).line
        return Finding(cut.span, "continued", {"tail": tail, "line": line}, (Related(cut.continued, "goes-on"),), fix)
    return Finding(cut.span, _KEYS.get(cut.end.why, "bare"), {"tail": tail, "reason": cut.end.why}, (), fix)
