"""The short way from arguments to what a call gives, beside typer's."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.main import get_command

from postlint import cli_commands
from postlint.cli_given import Given, given_in
from postlint.cli_voice import Voice
from postlint.mistake import PostlintError

OPTIONS = [param for param in get_command(cli_commands.app).commands["check"].params if param.param_type_name == "option"]  # type: ignore[attr-defined]
FLAGS = [name for param in OPTIONS if param.is_flag for name in param.opts]
VALUED = [name for param in OPTIONS if not param.is_flag for name in param.opts]
WORDS = st.sampled_from(["a.md", "posts/", "en", "json", "x=y", "", "-", "--", "-x", "--nothing", "-qv", "日本 語", "--help", "check"])

flags = st.sampled_from(FLAGS).map(lambda name: [name])
valued = st.tuples(st.sampled_from(VALUED), WORDS).map(list)
joined = st.tuples(st.sampled_from(FLAGS + VALUED), WORDS).map(lambda pair: ["=".join(pair)])
calls = st.lists(flags | valued | joined | WORDS.map(lambda word: [word]), max_size=6).map(
    lambda parts: [arg for part in parts for arg in part]
)


def by_typer(args: Sequence[str]) -> Given | None:
    """What typer reads in a call of `check`; None where it checks nothing: for a mistake, or help."""
    seen: list[Given] = []

    def see(found: Given, _: Voice) -> int:
        seen.append(found)
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cli_commands, "check_posts", see)
        try:
            cli_commands.carry_out(["check", *args], Voice("en"))
        except PostlintError:
            return None
    return seen[0] if seen else None


def plain(found: Given | None) -> dict[str, object] | None:
    return found and {name: list(value) if isinstance(value, list | tuple) else value for name, value in found._asdict().items()}


@given(calls)
@settings(max_examples=300, deadline=None)
def test_it_reads_what_typer_reads_or_leaves_the_call_to_typer(args: list[str]) -> None:
    found = given_in(["check", *args])
    assert found is None or plain(found) == plain(by_typer(args))


@pytest.mark.parametrize("name", FLAGS)
def test_it_knows_every_flag(name: str) -> None:
    found = given_in(["check", name, "a.md"])
    assert found != Given(paths=["a.md"])
    assert plain(found) == plain(by_typer([name, "a.md"]))


@pytest.mark.parametrize("name", VALUED)
def test_it_knows_every_option_with_a_value(name: str) -> None:
    for args in ([name, "one", "a.md", name, "two"], [f"{name}=one", "a.md", f"{name}=two=2"]):
        found = given_in(["check", *args])
        assert found is not None
        assert found.paths == ["a.md"]
        assert plain(found) == plain(by_typer(args))


@pytest.mark.parametrize(
    "args", [[], ["rules"], ["--lang", "en", "check"], ["check", "--help"], ["check", "--"], ["check", "--jobs"], ["check", "-q=1"]]
)
def test_it_leaves_other_calls_to_typer(args: list[str]) -> None:
    assert given_in(args) is None


def test_it_leaves_completion_to_typer(monkeypatch: pytest.MonkeyPatch) -> None:
    assert given_in(["check"]) == Given(paths=[])
    monkeypatch.setenv("_POSTLINT_COMPLETE", "complete_bash")
    assert given_in(["check"]) is None
