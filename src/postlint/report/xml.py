"""What the XML formats share: elements to text, and text that XML may hold."""

from xml.etree.ElementTree import Element, indent, tostring

from postlint.post.patterns import lazy
from postlint.report.visible import visible

_ILLEGAL = lazy("[\ufffe\uffff]")


def document(root: Element) -> str:
    """The whole document, indented."""
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def legal(text: str) -> str:
    """A text without the characters that XML cannot hold, not even escaped; and without any that acts on who reads it."""
    return _ILLEGAL.sub("\ufffd", visible(text))
