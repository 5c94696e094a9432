"""Mistakes in the call: what a person must type differently."""

from collections.abc import Iterable, Mapping

from postlint.diagnostic import Texts
from postlint.mistake import PostlintError, fill
from postlint.spelling import nearest

_DID_YOU_MEAN = {"en": " Did you mean “{nearest}”?", "ja": "「{nearest}」の間違いではありませんか。"}


class CallError(PostlintError):
    """A call that cannot be carried out; `texts` says in every language what is wrong with it."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(None, None, texts)

    def __reduce__(self) -> tuple[type["CallError"], tuple[Texts]]:
        return type(self), (self.texts,)


def call_error(texts: Texts, /, **data: str) -> CallError:
    """The error told by templates filled with `data`."""
    return CallError(fill(texts, data))


def unknown(texts: Texts, name: str, names: Iterable[str]) -> CallError:
    """The error about a `name` that is not among the valid `names`, followed by the nearest one where there is one."""
    return suggesting(texts, name, nearest(name, names))


def suggesting(texts: Texts, name: str, near: str | None) -> CallError:
    """The error about a `name`, followed by the one that was probably meant, if any."""
    hint: Mapping[str, str] = fill(_DID_YOU_MEAN, {"nearest": near}) if near else {"en": "", "ja": ""}
    return CallError({lang: told + hint[lang] for lang, told in fill(texts, {"name": name}).items()})
