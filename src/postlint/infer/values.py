"""What kinds of values there are, and the forms that dates and addresses are written in."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from postlint.diagnostic import Texts

OTHER = "other"
#: a longer text is never matched against a form
_LONGEST = 200

_DAY = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_MINUTE = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_SECOND = f"{_MINUTE}:[0-5][0-9]"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\\.?"


def kind_of(value: Any) -> str:
    """The JSON Schema type of a value read from front matter; `OTHER` for infinity and what is no number, which JSON does not have."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number" if math.isfinite(value) else OTHER
        case str():
            return "string"
        case list():
            return "array"
    return "object"


class Form(Struct, frozen=True, eq=False):
    """A way in which texts are written: a pattern without anchors, an example, and the JSON Schema format that says the same."""

    pattern: str
    example: str
    format: str = ""
    dated: bool = True

    def fits(self, text: str) -> bool:
        """Whether the text is written in this form; a date of a form that stands for a format must be in the calendar."""
        if len(text) > _LONGEST or not re.fullmatch(self.pattern, text):
            return False
        return not self.format or _in_calendar(text[:10])


def _in_calendar(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


#: in the order in which they are tried; no text fits two of them
FORMS = (
    Form(_DAY, "2025-06-01", "date"),
    Form(rf"{_DAY}T{_SECOND}(?:\.[0-9]{{1,9}})?(?:Z|[+-]{_MINUTE})", "2025-06-01T09:30:00+09:00", "date-time"),
    Form(f"{_DAY} {_SECOND} ?[+-][0-9]{{2}}:?[0-9]{{2}}", "2025-06-01 09:30:00 +0900"),
    Form(f"{_DAY} {_SECOND}", "2025-06-01 09:30:00"),
    Form(f"{_DAY} {_MINUTE}", "2025-06-01 09:30"),
    Form(f"{_DAY}T{_SECOND}", "2025-06-01T09:30:00"),
    Form(f"{_DAY}T{_MINUTE}", "2025-06-01T09:30"),
    Form(_DAY.replace("-(", "/("), "2025/06/01"),
    Form(f"{_MONTH} [0-9]{{1,2}},? [0-9]{{4}}", "Jun 1, 2025"),
    Form(f"[0-9]{{1,2}} {_MONTH} [0-9]{{4}}", "1 Jun 2025"),
    Form(r"https?://[!-~]+", "https://example.org/", dated=False),
)

_ADDRESS: Texts = {"en": "an address that begins with https://", "ja": "https:// で始まる URL"}


def form_of(value: Any) -> Form | None:
    """The form that a text is written in, if it is one that we know."""
    return next((form for form in FORMS if form.fits(value)), None) if isinstance(value, str) else None


def keywords_of(forms: Sequence[Form]) -> Mapping[str, Any]:
    """What a schema says to demand one of these forms, which are all of dates or all of addresses."""
    if len(forms) == 1 and forms[0].format:
        return {"format": forms[0].format}
    examples = [form.example for form in forms]
    told = {"en": f"a date like {' or '.join(examples)}", "ja": f"{' や '.join(examples)} の形の日付"} if forms[0].dated else _ADDRESS
    return {"pattern": f"^(?:{'|'.join(form.pattern for form in forms)})$", "x-form": told}
