"""Parts of a page that rest on few rows: marked in it, and taken out of it again while these are the same."""

import re
from collections.abc import Mapping

from markupsafe import Markup

_PART = re.compile(r"<!-- rows: (\w+) -->(.*?)<!-- rows end -->", re.DOTALL)


def marked(parts: Mapping[str, str]) -> dict[str, Markup]:
    """Parts made by templates, which escape every text in them, so that nothing in them can end one."""
    return {name: Markup(f"<!-- rows: {name} -->{text}<!-- rows end -->") for name, text in parts.items()}  # noqa: S704 - escaped


def parts_of(page: str) -> dict[str, Markup]:
    """The parts of a page that was made with them."""
    return marked(dict(_PART.findall(page)))
