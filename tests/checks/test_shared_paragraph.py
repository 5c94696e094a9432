"""shared-paragraph: how a text is found again in the posts that have it."""

import random

from postlint.checks._shared import unpacked
from postlint.checks.shared_paragraph import SharedParagraph
from postlint.post.post import Post

PARAGRAPHS = [
    f"{number}番の畝には、春先に堆肥をすき込んでから種をまき、本葉が出たら間引いて、株のあいだを広くあけておきます。雨の少ない年は夕方に水を足します。"
    for number in range(200)
]


class Counting(SharedParagraph):
    """Counts the entries that it looks at."""

    id = "shared-paragraph"
    looked_at = 0

    def key_of(self, name: bytes) -> bytes:
        self.looked_at += 1
        return super().key_of(name)


def post(path: str, paragraphs: list[str]) -> Post:
    return Post(path, f"---\ntitle: {path} の庭\n---\n\n" + "\n\n".join(paragraphs) + "\n")


def test_each_shared_paragraph_is_found_without_a_look_at_the_others() -> None:
    check = Counting()
    members = []
    for path in ("a.md", "b.md", "c.md"):
        summary = check.summarise(post(path, random.Random(path).sample(PARAGRAPHS, len(PARAGRAPHS))))
        assert summary is not None
        members.append((path, summary))
    keys = check.keys(members[0][1])
    check.looked_at = 0
    matches = [match for key in keys for match in check.matches(key, members)]
    assert (len(keys), len(matches)) == (len(PARAGRAPHS), 3 * len(PARAGRAPHS))
    assert check.looked_at == len(matches)


def test_the_entries_of_a_summary_can_be_read_from_any_of_them_on() -> None:
    summary = SharedParagraph().summarise(post("a.md", PARAGRAPHS[:7]))
    assert summary is not None
    whole = list(unpacked(summary))
    assert sorted(mark[0] for _, mark, _ in whole) == [post("a.md", PARAGRAPHS[:7]).text.find(each) for each in PARAGRAPHS[:7]]
    assert [list(unpacked(summary, first)) for first in range(8)] == [whole[first:] for first in range(8)]


def test_paragraphs_in_a_row_are_one_finding_whatever_their_hashes_are() -> None:
    check = SharedParagraph()
    alone = "夏のあいだは雨が少なく、朝と夕方の二回に分けて、畝のあいだへたっぷりと水をまきました。三日に一度は株元の土を軽く耕します。"
    posts = [post("a.md", [*PARAGRAPHS[:9], alone, *PARAGRAPHS[9:12]]), post("b.md", PARAGRAPHS[:12])]
    summaries = [(one.path, summary) for one in posts if (summary := check.summarise(one)) is not None]
    found = list(check.compare(summaries, ["a.md"]))
    assert [(finding.message, finding.data["paragraphs"]) for _, finding in found] == [("run", 9), ("run", 3)]
    assert [posts[0].text[finding.span.start : finding.span.end] for _, finding in found] == [
        "\n\n".join(PARAGRAPHS[:9]),
        "\n\n".join(PARAGRAPHS[9:12]),
    ]
