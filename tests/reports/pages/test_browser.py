"""Every page in a real browser: reachable by all, quiet, self-contained, and within its screen."""

from pathlib import Path

import html5lib
import pytest
from playwright.sync_api import Browser, Page

from reports.run import report
from tests.reports.builders import process, snapshot_of
from tests.reports.pages.test_hostile import hostile_process

SCREENS = {"desktop": (1280, 900), "phone": (360, 740), "small phone": (320, 640)}
RUN_AXE = "tags => axe.run({runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    report(snapshot_of([hostile_process()]), folder)
    return folder


class Heard:
    """A page and what it said and asked for while it was open; `go` opens another in the same window."""

    def __init__(
        self, browser: Browser, path: Path, screen: str, scheme: str = "light", *, has_script: bool = True
    ) -> None:
        width, height = SCREENS[screen]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=has_script,
        )
        self.page: Page = context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.go(path)

    def go(self, path: Path) -> None:
        """Opens a page."""
        self.page.goto(path.as_uri())

    @property
    def overflow(self) -> int:
        """Px by which the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    def is_quiet(self) -> bool:
        """Nothing was said, and nothing asked of anybody else."""
        return not self.said and not [url for url in self.asked if not url.startswith(("file:", "data:"))]


def pages_of(site: Path) -> list[Path]:
    """One page of every kind: the front page, the edition, each section, and the first page below it."""
    sections = sorted(site.glob("*/index.html"))
    below = [sorted(folder.glob("*/index.html"))[:1] for folder in sorted(site.iterdir()) if folder.name != "editions"]
    edition = site / "editions" / "2026-W47" / "index.html"
    others = [site / "authorities" / name / "index.html" for name in ("sandmere-council", "lambeth")]
    pages = [site / "index.html", edition, *sections, *(page for pages in below for page in pages), *others]
    return [page for page in dict.fromkeys(pages) if page.is_file()]


@pytest.mark.parametrize(
    ("screen", "has_script"),
    [
        *((screen, True) for screen in SCREENS),
        ("phone", False),
        *(pytest.param(screen, False, marks=pytest.mark.long) for screen in ("desktop", "small phone")),
    ],
)
def test_pages_are_quiet_self_contained_and_fit(browser: Browser, site: Path, screen: str, has_script: bool) -> None:
    pages = pages_of(site)
    heard = Heard(browser, pages[0], screen, has_script=has_script)
    for path in pages:
        heard.go(path)
        assert heard.is_quiet(), (path, heard.said, heard.asked)
        if has_script:
            assert heard.overflow == 0, path
    heard.page.context.close()


def test_pages_of_every_kind_are_looked_at(site: Path) -> None:
    folders = {path.relative_to(site).parts[0] for path in pages_of(site)}
    assert folders == {path.relative_to(site).parts[0] for path in site.rglob("*.html")}


def test_every_page_is_valid_html(site: Path) -> None:
    for path in site.rglob("*.html"):
        html5lib.HTMLParser(strict=True).parse(path.read_text(encoding="utf-8"))


def test_without_script_the_list_of_authorities_stands_whole(browser: Browser, site: Path) -> None:
    page = Heard(browser, site / "authorities" / "index.html", "desktop", has_script=False).page
    assert not page.locator("#search").is_visible()
    assert page.locator("#list li").count() == page.locator("#list li:visible").count() > 1


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("lambeth", "London Borough of Lambeth"),
        ("Durham CC", "Durham County Council"),
        ("ynys môn", "Isle of Anglesey County Council"),
        ("dh1 3hp", "Durham County Council"),
        ("suffolk coastal", "Suffolk Coastal District Council"),
        ("sandmere", "Sandmere Council"),
    ],
)
def test_an_authority_is_found_by_any_name_and_postcode_with_the_keyboard_alone(
    browser: Browser, site: Path, asked: str, first: str
) -> None:
    page = Heard(browser, site / "authorities" / "index.html", "desktop").page
    page.locator("#q").focus()
    page.keyboard.type(asked)
    page.keyboard.press("Enter")
    page.locator("#results li").first.wait_for()
    assert page.locator("#results li a").first.inner_text() == first
    page.keyboard.press("Enter")
    page.wait_for_url("**/authorities/*/index.html")
    assert first in page.locator("h1").inner_text()
    page.context.close()


def test_the_front_page_hands_the_search_over(browser: Browser, site: Path) -> None:
    page = Heard(browser, site / "index.html", "phone").page
    page.locator("input[type=search]").fill("no such body")
    page.keyboard.press("Enter")
    page.wait_for_url("**/authorities/index.html?q=*")
    page.locator("#found", has_text="No authority found").wait_for()
    assert not page.locator("nav.contents").is_visible()
    page.locator("#q").fill("")
    assert page.locator("nav.contents").is_visible()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("Sandmeer", "Sandmere Council"),  # two letters astray
        ("Sandmear Council", "Sandmere Council"),
        ("Harowbeck", "Harrowbeck Borough Council"),  # one left out
        ("Harrowbekc", "Harrowbeck Borough Council"),  # two swapped
        ("Wexmore trust", "Wexmoor NHS Foundation Trust"),
        ("Lambteh", "Lambeth"),
        ("M&S <b>", ""),  # letters alone are no beginnings
        ("a & b", ""),
        ("Zzzzzzzz", ""),
        ("Sandy", ""),  # near to nothing by one letter
    ],
)
def test_a_name_that_is_nearly_right_is_suggested(browser: Browser, site: Path, asked: str, words: str) -> None:
    page = Heard(browser, site / "authorities" / "index.html", "desktop").page
    page.locator("#q").fill(asked)
    page.locator("#found", has_text="No authority").wait_for()
    said = page.locator("#found").inner_text()
    assert said.startswith("No authority of that name. Did you mean:" if words else "No authority found.")
    found = page.locator("#results li a").all_inner_texts()
    assert words in found[0] if words else found == []
    assert len(found) <= 5
    page.context.close()


@pytest.mark.parametrize(
    ("asked", "first"), [("s council", "Sandmere Council"), ("w nhs", "Wexmoor NHS Foundation Trust")]
)
def test_a_letter_beside_a_word_is_a_beginning(browser: Browser, site: Path, asked: str, first: str) -> None:
    page = Heard(browser, site / "authorities" / "index.html", "desktop").page
    page.locator("#q").fill(asked)
    page.locator("#results li").first.wait_for()
    assert first in page.locator("#results li a").all_inner_texts()
    page.context.close()


def test_clauses_are_filtered_by_words(browser: Browser, site: Path) -> None:
    page = Heard(browser, site / "clauses" / "index.html", "desktop").page
    every = page.locator(".clause:visible").count()
    page.locator("#words").fill("zzzz")
    assert page.locator(".clause:visible").count() == 0 < every
    assert page.locator("#found").inner_text().startswith("None of the ")
    page.locator("#words").fill("")
    assert page.locator(".clause:visible").count() == every


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve clauses, eight of jobs, three of the environment, one of no kind."""
    themes = [["jobs_skills"]] * 8 + [["environment"]] * 3 + [[]]
    rows = [
        process(n, "R5", themes=each, best_quote=f"Social value counts for a tenth of the score in lot {100 + n}.")
        for n, each in enumerate(themes)
    ]
    folder = tmp_path_factory.mktemp("library")
    report(snapshot_of(rows), folder)
    return folder / "clauses" / "index.html"


def test_a_long_library_is_folded_and_a_question_opens_what_fits(browser: Browser, library: Path) -> None:
    page = Heard(browser, library, "desktop").page
    assert page.locator(".clause").count() == 12
    assert page.locator(".clause:visible").count() == 3 + 3 + 1
    assert page.locator("#found").inner_text() == "All 12 clauses of this page, the strongest of each kind first"
    page.locator("#words").fill("lot 107")
    assert page.locator(".clause:visible").count() == 1
    assert page.locator(".benefit:visible").count() == 1
    assert page.locator("#found").inner_text() == "1 of the 12 clauses of this page"
    page.locator("#theme").select_option("environment")
    assert page.locator(".clause:visible").count() == 0
    page.locator("#words").fill("")
    assert page.locator(".clause:visible").count() == 3
    page.locator("#theme").select_option("")
    assert page.locator(".clause:visible").count() == 7


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_the_address_of_a_folded_clause_shows_it(browser: Browser, library: Path, has_script: bool) -> None:
    heard = Heard(browser, library, "desktop", has_script=has_script)
    anchor = heard.page.locator("details .clause").last.get_attribute("id")
    heard.page.goto("about:blank")
    heard.page.goto(f"{library.as_uri()}#{anchor}")
    assert heard.page.locator(f"#{anchor}").is_visible()
    heard.page.context.close()


def test_a_theme_page_leads_to_its_clauses(browser: Browser, library: Path) -> None:
    page = Heard(browser, library, "phone").page
    page.goto(library.as_uri() + "?theme=jobs_skills")
    assert page.locator(".clause:visible").count() == 8


def test_the_style_sheet_is_applied_from_a_file_address(browser: Browser, site: Path) -> None:
    heard = Heard(browser, site / "index.html", "desktop")
    colour = heard.page.evaluate("getComputedStyle(document.querySelector('.masthead')).backgroundColor")
    assert colour == "rgb(18, 52, 77)"


# Axe takes a second for a page: in `make test` it sees every page once, on a desktop or on a dark phone.
@pytest.mark.parametrize(
    ("screen", "scheme", "pages"),
    [
        ("desktop", "light", slice(0, None, 2)),
        ("phone", "dark", slice(1, None, 2)),
        ("phone", "light", slice(2)),
        *(
            pytest.param(*shown, slice(None), marks=pytest.mark.long)
            for shown in (("desktop", "light"), ("phone", "dark"))
        ),
    ],
    ids=str,
)
def test_axe_finds_no_violation(browser: Browser, site: Path, screen: str, scheme: str, pages: slice) -> None:
    axe = Path(pytest.importorskip("axe_playwright_python").__file__).with_name("axe.min.js")
    shown = pages_of(site)[pages]
    heard = Heard(browser, shown[0], screen, scheme)
    for path in shown:
        heard.go(path)
        heard.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        heard.page.evaluate(axe.read_text(encoding="utf-8"))
        found = heard.page.evaluate(RUN_AXE, AXE_TAGS)
        violations = [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found["violations"]]
        assert violations == [], path
    heard.page.context.close()


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_hostile_text_neither_runs_nor_breaks_the_layout(browser: Browser, hostile_site: Path, screen: str) -> None:
    pages = pages_of(hostile_site)
    heard = Heard(browser, pages[0], screen)
    for path in pages:
        heard.go(path)
        heard.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert heard.is_quiet(), path
        assert heard.overflow == 0, path
    heard.page.context.close()


def test_a_phone_gets_the_narrow_drawing_and_a_desktop_the_wide(browser: Browser, site: Path) -> None:
    for screen, shown in (("desktop", "wide"), ("phone", "narrow")):
        page = Heard(browser, pages_of(site)[1], screen).page
        visible = {name for name in ("wide", "narrow") if page.locator(f"#chart-trend .{name}").is_visible()}
        assert visible == {shown}


def test_chart_text_can_be_read_on_a_phone(browser: Browser, site: Path) -> None:
    page = Heard(browser, pages_of(site)[1], "phone").page
    sizes = page.evaluate(
        "[...document.querySelectorAll('.narrow svg text')].map(text => text.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 11


def test_the_keyboard_reaches_the_content_first(browser: Browser, site: Path) -> None:
    page = Heard(browser, pages_of(site)[1], "desktop").page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_an_address_within_a_folded_part_opens_it(browser: Browser, site: Path, has_script: bool) -> None:
    heard = Heard(browser, pages_of(site)[1], "desktop", has_script=has_script)
    assert not heard.page.locator("#method li").first.is_visible()
    heard.page.locator("nav.contents a[href='#method']").click()
    assert heard.page.locator("#method li").first.is_visible()
    heard.page.goto(pages_of(site)[1].as_uri() + "#I1-13")
    assert heard.page.locator("#I1-13").is_visible()
    heard.page.context.close()


def test_folded_parts_are_printed_and_folded_again(browser: Browser, site: Path) -> None:
    page = Heard(browser, pages_of(site)[1], "desktop").page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.part:not([open], .folded)").count() == 0
    assert page.locator("details.folded[open]").count() == 0  # long lists of notices go to paper only when opened
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.part[open]").count() == 0


def test_printing_shows_notice_addresses(browser: Browser, site: Path) -> None:
    page = Heard(browser, pages_of(site)[1], "desktop").page
    page.emulate_media(media="print")
    after = page.evaluate("getComputedStyle(document.querySelector('.source a'), '::after').content")
    assert "attr(href)" in after or "find-tender" in after
