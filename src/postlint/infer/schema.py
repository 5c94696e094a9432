"""A tree of what was seen → a JSON Schema (2020-12) that says it, and its text."""

import json
from collections.abc import Mapping
from typing import Any

from postlint.diagnostic import Lang
from postlint.infer import words
from postlint.infer.claims import Claim, kept
from postlint.infer.comments import Commentator
from postlint.infer.posts import Examples
from postlint.infer.tree import Node, grow

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def learn(examples: Examples, threshold: float, lang: Lang) -> dict[str, Any]:
    """The schema that at least the share `threshold` of the posts complies with; its comments are in `lang`."""
    posts = examples.posts
    root = grow([post.data for post in posts], threshold)
    claims = kept((claim for node in root.walk() for claim in node.claims), len(posts), threshold)
    tell = Commentator([post.path for post in posts], claims, lang)
    description = words.DESCRIPTION[lang].format(share=f"{100 * threshold:g}%")
    if root.left_out:
        description += words.LEFT_OUT[lang].format(keys=root.left_out)
    return {
        "$schema": DIALECT,
        "title": words.TITLE[lang].format(posts=len(posts)),
        "description": description,
        "type": "object",
        **_keys(root, tell, top=True),
    }


def dumped(schema: Mapping[str, Any]) -> str:
    """The schema as JSON: readable, and with an escape for each character that acts on a terminal or hides."""
    text = json.dumps(schema, ensure_ascii=False, indent=2, allow_nan=False)
    return "".join(sign if sign.isprintable() or sign in "\n\u3000" else json.dumps(sign)[1:-1] for sign in text) + "\n"


def _keys(node: Node, tell: Commentator, *, top: bool) -> dict[str, Any]:
    required = [key for key in node.keys if any(claim.demand == "required" for claim in _held(key, tell))]
    properties = {key.name: _value(key, tell, tell.on_key(key, required, top=top)) for key in node.keys}
    return ({"required": [key.name for key in required]} if required else {}) | {"properties": properties}


def _value(node: Node, tell: Commentator, comment: str) -> dict[str, Any]:
    keywords: dict[str, Any] = {}
    for claim in _held(node, tell):
        keywords |= claim.keywords
    if "enum" in keywords:  # says all that these say, and one finding is enough
        keywords = {"enum": keywords["enum"]}
    if node.keys:
        keywords |= _keys(node, tell, top=False)
    if node.items:
        keywords["items"] = _value(node.items, tell, tell.on_items(node.items))
    return ({"$comment": comment} if comment else {}) | keywords


def _held(node: Node, tell: Commentator) -> list[Claim]:
    return [claim for claim in node.claims if claim in tell.claims]
