"""What a site generator expands is blanked, without moving anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.post.shortcodes import PLACEHOLDER, blank_shortcodes


def shown(text: str) -> str:
    return " ".join(blank_shortcodes(text, 0).split())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("前\n{% include a.html %}\n後\n", "前 後"),
        ("前\n{% highlight js %}\ncode\n{% endhighlight %}\n後\n", "前 後"),
        ("前\n{% raw %}{{ x }}{% endraw %}\n後\n", "前 後"),
        ('前\n{{< figure src="a.png" >}}\n後\n', "前 後"),
        ("前\n{{< highlight go >}}\ncode\n{{< /highlight >}}\n後\n", "前 後"),
        (":::message\n注意\n:::\n", "注意"),
        ("@[card](https://example.org)\n後\n", "後"),
        ("見出し\n{: .note}\n後\n", "見出し 後"),
        ("import A from './a'\n\n本文\n{/* 注 */}\n", "本文"),
        ("価格は{{ page.price }}円です\n", f"価格は{PLACEHOLDER} 円です"),
        ("{% highlight js %}\n閉じない\n", "閉じない"),
        ("波かっこ { だけ } は文\n", "波かっこ { だけ } は文"),
    ],
)
def test_only_the_authors_text_is_left(text: str, left: str) -> None:
    assert shown(text) == left


@given(st.text(alphabet=st.sampled_from("{}%<>: \n@[](あax/raw*"), max_size=100), st.integers(0, 20))
def test_length_and_lines_stay_and_nothing_before_the_start_changes(text: str, start: int) -> None:
    done = blank_shortcodes(text, start)
    assert len(done) == len(text)
    assert [i for i, c in enumerate(done) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]
    assert done[:start] == text[:start]


@given(
    st.lists(st.sampled_from(["{{< x >}}", "{% raw %}", "{% endraw %}", "{: .a}", ":::", "@[a](b)", "import a from b", "庭", " ", "\n"]))
)
def test_every_line_end_is_one(pieces: list[str]) -> None:
    text = "".join(pieces)
    for end in ("\r", "\r\n"):
        assert blank_shortcodes(text.replace("\n", end), 0) == blank_shortcodes(text, 0).replace("\n", end)


def test_a_text_of_open_braces_takes_no_square_of_its_length() -> None:
    text = "{{ " * 300_000 + "{% " * 300_000
    assert len(blank_shortcodes(text, 0)) == len(text)


def test_a_line_of_tags_takes_no_square_of_its_length() -> None:
    assert blank_shortcodes("種 {{< x >}}" * 200_000, 0).count(PLACEHOLDER) == 200_000
    assert shown(" {{< x >}}" + " " * 200_000 + "\n庭") == "庭"


@pytest.mark.parametrize("text", ["{{ topic }}の話\n", "{{会社名}}です\n", "{{- Title -}}\n"])
def test_a_blank_of_a_template_is_seen_as_readers_see_it(text: str) -> None:
    assert blank_shortcodes(text, 0) == text


@pytest.mark.parametrize(
    "text", ["{% raw %}{{ topic }}{% endraw %}\n", "{{ page.title }}\n", "{{ .Title }}\n", "{{ toc }}\n", "{{ title | upcase }}\n"]
)
def test_what_a_generator_knows_is_blanked(text: str) -> None:
    assert shown(text) == ""
