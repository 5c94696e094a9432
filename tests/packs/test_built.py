"""The shipped packs as JSON are what their YAML says, or are not used."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from postlint.packs import built
from postlint.packs.built import build
from postlint.packs.load import load_pack, read_pack, shipped
from postlint.packs.needs import needs_of, told_by

PACK = """\
tier: advisory
severity: warning
summary: {en: Tea is misspelt., ja: 「お茶」の書き間違いです。}
why: {en: It reads badly., ja: 読みにくくなります。}
source: {en: A teapot., ja: 急須}
bad: お荼を飲む。
good: お茶を飲む。
messages:
  default: {en: "“{text}” is misspelt.", ja: "「{text}」は誤りです。"}
entries:
  - name: word
    kind: substitution
    ignore_case: true
    safe: true
    swap: {Tee: tea, お荼: お茶}
    data: {share: 0.5, count: 2, told: x}
  - name: place
    kind: existence
    scope: prose
    pattern: '(お)荼'
    group: 1
    unless: '「'
    unless_in: block
    fix: delete
    good: ['「お荼」', 'お茶']
  - name: row
    kind: morphemes
    tokens:
      - {surface: [お, 御]}
      - {pos: 名詞, not: {surface: 茶}, optional: true}
      - {base: 飲む}
    mark: [2, 3]
"""


@pytest.fixture
def tea(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A pack that was built."""
    path = tmp_path / "tea.yml"
    path.write_text(PACK, encoding="utf-8", newline="\n")
    monkeypatch.setattr(built, "FILE", tmp_path / "built.json")
    built.FILE.write_text(build([read_pack(path)]), encoding="utf-8")
    built._rows.cache_clear()
    yield path
    built._rows.cache_clear()


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_every_shipped_pack_is_built_as_its_file_says(path: Path) -> None:
    found = built.built(path)
    assert found is not None, "run scripts/make_docs.py"
    assert found == read_pack(path) == load_pack(path)
    assert [needs_of(each.pattern, ignore_case=each.ignore_case) for each in found.entries] == [
        told_by(each.pattern, each.ignore_case) for each in found.entries
    ]


def test_every_field_of_a_pack_is_kept(tea: Path) -> None:
    found, said = built.built(tea), read_pack(tea)
    assert found == said
    assert found is not None
    word, place, row = found.entries
    assert (word.swap, word.data, word.safe) == ({"tee": "tea", "お荼": "お茶"}, {"share": 0.5, "count": 2, "told": "x"}, True)
    assert (place.group, place.unless, place.reach, place.delete) == (1, "「", "block", True)
    assert row.tokens[0].wanted == {"surface": frozenset(("お", "御"))}
    assert (row.tokens[1].unwanted, row.tokens[1].optional, row.mark) == ({"surface": frozenset(("茶",))}, True, (2, 3))
    assert found.examples == said.examples
    assert len(found.examples) == 4


def test_a_pack_that_has_changed_is_not_taken(tea: Path) -> None:
    tea.write_text(PACK.replace("It reads badly.", "It reads sadly."), encoding="utf-8", newline="\n")
    assert built.built(tea) is None


def test_a_pack_that_was_not_built_is_not_taken(tea: Path) -> None:
    assert built.built(tea.rename(tea.with_name("coffee.yml"))) is None


@pytest.mark.parametrize("content", [None, b"", b"<<<<<<< HEAD\n{}\n", b"\xff", b'{"tea": {}}'])
def test_without_built_packs_none_is_taken(tea: Path, content: bytes | None) -> None:
    built.FILE.unlink() if content is None else built.FILE.write_bytes(content)
    assert built.built(tea) is None
