"""unreadable-post: every kind of damage has its message."""

import pytest

from postlint.checks.unreadable_post import UnreadablePost
from postlint.diagnostic import tell
from postlint.post.decode import Damage
from postlint.post.post import Post
from postlint.post.text import Span


def messages(post: Post) -> list[str]:
    return [finding.message for finding in UnreadablePost().check(post)]


def test_a_readable_post_is_left_alone() -> None:
    assert messages(Post.from_bytes("庭の手入れ\n".encode(), "a.md")) == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        ("庭の手入れ".encode("cp932"), "not-utf8-guess"),
        ("庭の手入れ".encode() + b"\xe3", "not-utf8"),
        ("庭の手入れ".encode("utf-16"), "utf16"),
        (b"\x00\x01\x02\xff", "binary"),
        (b"garden\0 work", "nul"),
    ],
)
def test_damaged_bytes_are_told_by_kind(data: bytes, message: str) -> None:
    assert messages(Post.from_bytes(data, "a.md")) == [message]


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("missing", "missing"),
        ("permission", "permission"),
        ("links", "links"),
        ("not-regular", "not-regular"),
        ("other", "unopenable"),
        (None, "unopenable"),
    ],
)
def test_a_file_that_cannot_be_opened_is_told_by_cause(kind: str | None, message: str) -> None:
    data: dict[str, object] = {"error": "Input/output error"}
    if kind:
        data["kind"] = kind
    (finding,) = UnreadablePost().check(Post("a.md", "", Damage("unopenable", Span(0, 0), data)))
    assert finding.message == message
    assert tell(UnreadablePost.messages, finding.message, "ja", finding.data)


def test_an_unusual_cause_is_told_in_the_words_of_the_system() -> None:
    (finding,) = UnreadablePost().check(Post("a.md", "", Damage("unopenable", Span(0, 0), {"kind": "other", "error": "Stale file handle"})))
    assert "Stale file handle" in tell(UnreadablePost.messages, finding.message, "en", finding.data)
