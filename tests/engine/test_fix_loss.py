"""Whatever is fixed in a torn post, nothing that stood there whole is lost."""

from functools import cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from postlint.engine.fix import Fixed, Fixing, fix_post
from postlint.engine.internal import InternalError
from postlint.engine.registry import Plan, load_registry
from postlint.engine.run import local_day

BEANS = "豆は一晩たっぷりの水に浸し、翌朝その水ごと鍋に移して弱い火にかけます。"
DRAIN = "浮いてきた泡は何度もすくい取り、豆が踊らないように火を細めておきます。"
SUGAR = "砂糖は三回に分けて加え、そのたびに鍋を火から下ろして一時間休ませます。"
SALT = "仕上げに塩をひとつまみ入れると、甘さが引き締まって後味が軽くなります。"
KEEP = "煮汁ごと瓶に詰めておけば、冷蔵庫で十日ほどはおいしく食べられます。"
RICE = "The rice is washed in three waters and left in a basket until the kettle sings. "
BREAD = "In winter the dough is set beside the stove so that it can rise overnight. "
WHOLE = (BEANS, DRAIN, SUGAR, SALT, KEEP, RICE, BREAD)

sentences = st.sampled_from(WHOLE[:5])
paragraphs = st.lists(sentences, min_size=1, max_size=3, unique=True).map("".join)
stumps = st.builds(lambda sentence, end: sentence[: min(end, len(sentence) - 1)], sentences, st.integers(3, 40))
tails = st.builds(lambda sentence, start: "…" + sentence[min(start, len(sentence) - 3) :], sentences, st.integers(3, 40))
marks = st.sampled_from(
    ["---END---", "---END---", "<|endoftext|>", "- ---END---", "> ---END---", "| ---END--- | a |", "<!-- postlint-cut -->"]
)
headings = st.sampled_from(["## まとめ", "まとめ\n---", "**まとめ**", "豆を煮る"])
others = st.one_of(
    st.builds("- {}\n- {}".format, sentences, sentences),
    st.builds("> {}".format, sentences),
    st.builds("**{}**{}".format, sentences, stumps),
    st.builds("より75%以上の店が300%の削減を{}".format, sentences),
    st.builds("{}---END---{}".format, sentences, sentences),
    st.sampled_from([RICE + BREAD, BREAD + RICE, "```\nx\n```", "{{< x >}}"]),
)
pieces = st.one_of(paragraphs, stumps, tails, marks, marks, headings, others, others)
breaks = st.sampled_from(["\n\n", "\n\n", "\n", "  \n"])


@st.composite
def torn(draw: st.DrawFn) -> str:
    """A post in pieces, some of them twice."""
    pool = draw(st.lists(pieces, min_size=2, max_size=12))
    again = draw(st.lists(st.sampled_from(pool), max_size=4))
    body = "".join(piece + draw(breaks) for piece in pool + again)
    return "---\ntitle: 豆を煮る\n---\n\n" + body


@cache
def everything() -> Plan:
    return load_registry().plan(load_registry().select(strict=True), {})


def fixed(text: str, *, unsafe: bool, end: str = "\n") -> Fixed:
    return fix_post(text.replace("\n", end).encode("utf-8"), "a.md", everything(), Fixing(unsafe, local_day()))


def post(*paragraphs: str) -> str:
    return "\n\n".join(["---\ntitle: 豆を煮る\n---", *paragraphs]) + "\n"


@given(torn(), st.booleans(), st.sampled_from(["\n", "\r\n", "\r"]))
@example(post(DRAIN, BEANS[:-1], RICE + BREAD, "---END---", DRAIN + BEANS), True, "\n").via("a copy that has the full stop")
@example(post(f"{BEANS}---END---", DRAIN, f"{BEANS[:-1]}  \n…{DRAIN[12:]}"), True, "\n").via("a copy that goes on behind dots")
@example(post(f"- {BEANS}\n- {SALT}", "---END---", f"{DRAIN[:5]}\n{BEANS[:-1]}", SUGAR), True, "\n").via("a copy that breaks off")
@example(post(f"{BEANS[:-1]}  \n…{DRAIN[14:]}", "---END---", SUGAR + SALT + BEANS), True, "\n").via("a copy of what runs on")
@example(post(BEANS[:13], "## まとめ", "---END---", f"…{BEANS[12:]}", RICE + BREAD, "---END---", KEEP + SUGAR + BEANS), True, "\n").via(
    "ち|ち"
)
@example(post(f"…{BEANS[3:]}\n{DRAIN}\n{SALT}", "---END---", SUGAR + KEEP, f"…{BEANS[3:]}", SALT, SALT), True, "\n").via("others between")
@example(post(f"煮物を{SALT}---END---", f"{SALT[:22]}  \n豆を煮る", "**豆を煮る**", KEEP), True, "\n").via("taken up again, and cut")
@example(post(f"煮物を{SALT}", "## 鍋", f"---END---\n{SALT[:-1]}\n{SALT[:-1]}"), True, "\n").via("taken up again without its full stop")
@example(post(BEANS, f"{SALT}---END---まとめ\n---"), True, "\n").via("a heading at the end, and a sentence in it")
@example(
    post(f"{SUGAR[:20]}\n…{BEANS[8:]}", f"- {DRAIN}\n- {KEEP}\nまず{BEANS}", f"**{DRAIN}**{SUGAR[:20]}", BEANS + SUGAR), True, "\n"
).via("in a run")
@example(post(f"…{SUGAR[6:]}", f"- {BEANS}\n- {DRAIN}", f"…{SUGAR[4:]}", SUGAR, BEANS), True, "\n").via("two for one place in a run")
@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_whole_sentence_is_kept(text: str, unsafe: bool, end: str) -> None:
    done = fixed(text, unsafe=unsafe, end=end)
    assert [found for found in done.after.diagnostics if found.rule == InternalError.id] == []
    if done.data is not None:
        left = done.data.decode("utf-8")
        assert [sentence for sentence in WHOLE if sentence.strip() in text and sentence.strip() not in left] == []
        assert not set(left.replace(end, "")) & {"\r", "\n"}
        assert fixed(left, unsafe=unsafe, end="\n").data is None


@pytest.mark.parametrize("cut", [5, 6, 7, 8, 10])
@pytest.mark.parametrize("whole", [BEANS, BEANS + DRAIN, SALT + BEANS])
def test_a_torn_sentence_that_stands_whole_below_leaves_no_fragment(cut: int, whole: str) -> None:
    torn = post(KEEP + BEANS[:cut], "---END---", BEANS[cut:], SUGAR, "---END---", whole, RICE + BREAD)
    data = fixed(torn, unsafe=True).data
    assert data is not None
    left = data.decode().partition("---\n\n")[2]
    for sentence in WHOLE:
        left = left.replace(sentence.strip(), "", 1)
    assert left.split() == []
