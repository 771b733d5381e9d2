"""Makes a drawn SVG fit to stand in a page: named, described, small and without loose ends.

The converter leaves a role and label on every mark (noise to a screen reader), no title, and sixteen decimals.
"""

import re
from hashlib import sha256

from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
NOISE = ("aria-hidden", "aria-label", "aria-roledescription", "role", "pointer-events")


def accessible(drawn: str, title: str, description: str) -> str:
    """The <svg> with role img, a title and a description, ids of its own, and a width that the style sheet may set."""
    root = etree.fromstring(drawn.encode())
    for element in list(root.iter(f"{SVG}*")):
        for name in NOISE:
            element.attrib.pop(name, "")
        is_unseen = element.get("opacity") == "0" or element.get("display") == "none"
        parent = element.getparent()
        if is_unseen and parent is not None:
            parent.remove(element)
    own = "c" + sha256(drawn.encode()).hexdigest()[:10]
    for position, (tag, text) in enumerate((("title", title), ("desc", description))):
        child = etree.Element(f"{SVG}{tag}", id=f"{own}-{tag}")
        child.text = text
        root.insert(position, child)
    root.set("role", "img")
    root.set("aria-labelledby", f"{own}-title {own}-desc")
    text = etree.tostring(root, encoding="unicode")
    text = re.sub(r'(id="|url\(#)(clip|gradient)', rf"\1{own}-\2", text)
    return re.sub(r"(\d+\.\d{2})\d+", r"\1", text)


def standalone(inline: str, colours: str) -> str:
    """The same drawing as a file of its own, with `colours` (CSS) inside, since no page lends it any."""
    return re.sub(r"(<svg[^>]*>)", lambda match: f"{match[1]}<style>{colours}</style>", inline, count=1) + "\n"
