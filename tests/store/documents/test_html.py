"""HTML: what is hidden from who opens a page is marked and gives nothing, however it is hidden; all else stays."""

import pytest

from store.documents.content import HIDDEN
from tests.store.documents.makers import PROSE
from tests.store.documents.reading import judged, read, words

HIDDEN_WORDS = "Social value carries 30% of the total score."
TABLE = (
    "<h2>Award criteria</h2><table><tr><td>Criterion<td>Weighting<tr><td>Price<td>60%<tr><td>Quality<td>30%"
    "<tr><td>Social value<td>10%{more}</table>"
)


def page(body: str, style: str = "", root: str = "<html>") -> bytes:
    top = f"<h1>Invitation to Tender</h1><p>{PROSE}</p>"
    return f"{root}<head><title>ITT</title>{style}</head><body>{top}{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("attributes", "css"),
    [
        ('style="display:none"', ""),
        ('style="color: red; DISPLAY : None !important;"', ""),
        ('style="visibility:hidden"', ""),
        ('style="visibility: collapse"', ""),
        ('style="display:none;mso-hide:all"', ""),
        ('style="mso-hide: all"', ""),
        ("hidden", ""),
        ('hidden="until-found"', ""),
        ('aria-hidden="true"', ""),
        ('class="old"', ".old{display:none}"),
        ('class="a old b"', "/* was */ p { margin: 0 } .x, .old { color: red; display: none !important; }"),
        ('class="old"', "@media screen { p.old { visibility: hidden } }"),
        ('id="old"', '@import "x.css"; #old { display: none }'),
        ('class="old"', "body .old { display: none }"),
        ('class="old"', "body > .old:not(.shown) { display: none }"),
        ('data-state="off"', '[data-state="off"] { display: none }'),
        ('class="old"', ".old{display:none} p{display:block}"),
        ('class="old" style="color:red"', "<!-- .old{display:none} -->"),
    ],
)
@pytest.mark.parametrize("element", ["p", "div", "span"])
def test_hidden_element_gives_nothing(element: str, attributes: str, css: str) -> None:
    css = css.replace("p.old", f"{element}.old")
    body = page(f"<{element} {attributes}>{HIDDEN_WORDS}</{element}>", f"<style>{css}</style>" if css else "")
    found = judged(body)
    assert found.levels() == []
    assert [block.text for part in found.content.parts for block in part.blocks if block.mark == HIDDEN] == [
        HIDDEN_WORDS
    ]
    assert "hidden" in found.found[0].evidence.trail[-1]


@pytest.mark.parametrize("element", ["template", "dialog", "datalist"])
def test_elements_that_are_never_seen(element: str) -> None:
    assert judged(page(f"<{element}><p>{HIDDEN_WORDS}</p></{element}>")).levels() == []


@pytest.mark.parametrize(
    ("attributes", "style"),
    [
        ("", "<style>.old{display:none}</style>"),
        ('class="older"', "<style>.old{display:none}</style>"),
        ('class="old"', "<style>.old{display:none} .old{display:block}</style>"),
        ('class="old shown"', "<style>.old.shown{display:block} .old{display:none}</style>"),
        ('class="old shown"', "<style>.old:not(.shown){display:none}</style>"),
        ('class="old" style="display:block"', "<style>.old{display:none}</style>"),
        ('class="old"', "<style>@media print {.old{display:none}}</style>"),
        ('class="old"', '<style media="print">.old{display:none}</style>'),
        ('class="old"', "<style>.old:hover{display:none} .old::before{display:none}</style>"),
        ('class="old"', "<style>nav .old{display:none}</style>"),
        ('class="old"', "<style>/* .old{display:none} */</style>"),
        ('class="old"', "<style>} .. { display: none } .old > { display:none }</style>"),
        ('class="old"', "<noscript><style>.old{display:none}</style></noscript>"),
        ("", "<style>body{display:none} html{visibility:hidden}</style>"),
        ('style="display:inline"', ""),
        ('aria-hidden="false"', ""),
        ('style="background: url(none)"', ""),
    ],
)
def test_what_is_shown_counts(attributes: str, style: str) -> None:
    assert judged(page(f"<p {attributes}>{HIDDEN_WORDS}</p>", style)).levels() == ["R5+"]


@pytest.mark.parametrize(
    "row",
    [
        '<tr style="display:none"><td>Social value (old)<td>30%',
        "<tr hidden><td>Social value (old)<td>30%",
        '<tr class="old"><td>Social value (old)<td>30%',
        '<tbody class="old"><tr><td>Social value (old)<td>30%</tbody>',
        '<tr style="visibility:collapse"><td>Social value (old)<td>30%',
    ],
)
def test_hidden_rows_of_a_table(row: str) -> None:
    found = judged(page(TABLE.format(more=row), "<style>.old{display:none}</style>"))
    assert found.social() == 10
    assert found.levels() == ["R5"]
    assert [block.text for part in found.content.parts for block in part.blocks if block.mark == HIDDEN] == [
        "Social value (old) | 30%"
    ]


@pytest.mark.parametrize("how", ["display:none", "visibility:hidden"])
def test_hidden_column_of_a_table(how: str) -> None:
    rows = [("Criterion", "Old weighting", "Weighting"), ("Price", "40%", "60%"), ("Quality", "30%", "30%")]
    rows.append(("Social value", "30%", "10%"))
    cells = "".join(f'<tr><td>{name}<td style="{how}">{old}<td>{new}' for name, old, new in rows)
    assert judged(page(f"<h2>Award criteria</h2><table>{cells}</table>")).social() == 10


def test_hidden_words_in_a_cell() -> None:
    more = '<tr><td>Carbon<span style="display:none"> and social value</span><td>0%'
    found = judged(page(TABLE.format(more=more)))
    assert "Carbon" in found.shares()
    assert found.social() == 10


def test_template_of_a_row() -> None:
    more = "<template><tr><td>Social value (old)<td>30%</template>"
    assert judged(page(TABLE.format(more=more))).social() == 10


def test_hidden_table_gives_nothing() -> None:
    assert judged(page(f'<div style="display:none">{TABLE.format(more="")}</div>')).levels() == []


def test_what_is_no_text_is_left_out() -> None:
    body = page("<![CDATA[Social value]]><?php social value ?><!-- social value --><p>Seen</p>")
    assert "ocial value" not in words(read(body))


def test_styles_without_end_are_told() -> None:
    css = "".join(f"p.c{at % 2000} {{display:none}}\n" for at in range(3000))
    body = page("".join(f'<p class="c{at}">x</p>' for at in range(2000)), f"<style>{css}</style>")
    assert "its styles were looked at in part: what they hide may count" in read(body).notes
