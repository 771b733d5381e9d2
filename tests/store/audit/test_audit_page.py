"""The page on which a sample is labelled, in a real browser: keys, what is kept, the saved file and its import."""

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from playwright.sync_api import Browser, Page

from store.audit.label_files import themes
from store.audit.page import page as page_of
from store.audit.sample import Coder, take_in
from tests.store.builders import rows, writer

TEXT = "Bidders say how they help <b>local</b> people."


def item(number: int) -> dict[str, object]:
    """A process to label, as the sample holds it."""
    names = ("source", "regime", "authority_kind", "authority_name", "notice_url", "opened_on")
    texts = [{"path": "tender.description", "text": f"{TEXT} Lot {number}."}]
    own = {"ocid": f"ocds-{number}", "title": f"Cleaning {number}", "is_for_two": number == 1, "texts": texts}
    return dict.fromkeys(names, "x") | own


@pytest.fixture(scope="module")
def browser_page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    path = tmp_path_factory.mktemp("audit") / "index.html"
    path.write_text(page_of("2026-10", [item(number) for number in range(4)], themes()), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    yield page
    page.close()


@pytest.fixture
def page(browser_page: Page) -> Page:
    """The page, with nothing labelled yet."""
    browser_page.evaluate("localStorage.clear()")
    browser_page.reload()
    return browser_page


def test_labels_by_key_go_into_the_file_and_the_database(page: Page, tmp_path: Path) -> None:
    for key in ("2", "0", "ArrowLeft", "5", "ArrowRight", "u"):
        page.keyboard.press(key)
    page.fill("#initials", "ab")
    with page.expect_download() as waiting:
        page.click("#save")
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    con = writer()
    done = take_in(con, tmp_path, path, Coder("AB"))
    assert (path.name, done.labels, done.faults) == ("labels-2026-10-AB.jsonl", 3, [])
    assert rows(con, "SELECT ocid, level FROM core.audit_label ORDER BY ocid") == [
        ("ocds-0", 2),
        ("ocds-1", 5),
        ("ocds-3", None),
    ]


def test_labels_are_there_after_the_page_was_closed(page: Page) -> None:
    page.keyboard.press("3")
    page.reload()
    assert page.inner_text("#done") == "1 of 4 labelled"
    assert page.locator("button[aria-pressed=true]").inner_text().startswith("3 ")


def test_remark_is_kept_and_its_letters_are_no_labels(page: Page) -> None:
    page.keyboard.press("1")
    page.keyboard.press("ArrowLeft")
    page.fill("#note", "unsure about lot 2")
    page.click("#next")
    kept = orjson.loads(page.evaluate("localStorage.getItem('svmonitor-audit-2026-10')"))
    assert {ocid: (own["label"], own["note"]) for ocid, own in kept.items()} == {"ocds-0": ("1", "unsure about lot 2")}


def test_themes_by_letter_go_into_the_file_and_the_database(page: Page, tmp_path: Path) -> None:
    # Jobs and skills, and community cohesion; then no theme; then nothing said of themes.
    for key in ("a", "g", "3", "x", "2", "0"):
        page.keyboard.press(key)
    page.fill("#initials", "ab")
    with page.expect_download() as waiting:
        page.click("#save")
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    con = writer()
    take_in(con, tmp_path, path, Coder("AB"))
    assert rows(con, "SELECT ocid, level, themes FROM core.audit_label ORDER BY ocid") == [
        ("ocds-0", 3, ["community_cohesion", "jobs_skills"]),
        ("ocds-1", 2, []),
        ("ocds-2", 0, None),
    ]


def test_theme_pressed_twice_is_taken_back(page: Page) -> None:
    for key in ("a", "a", "2"):
        page.keyboard.press(key)
    kept = orjson.loads(page.evaluate("localStorage.getItem('svmonitor-audit-2026-10')"))
    assert "themes" not in kept["ocds-0"]


def test_notice_is_shown_as_text(page: Page) -> None:
    assert TEXT in page.inner_text("#texts")


def test_second_reader_sees_those_for_two(page: Page) -> None:
    page.check("#two")
    assert (page.inner_text("#place"), page.inner_text("#title")) == ("1 of 1", "Cleaning 1")


def test_page_can_be_used_by_all(page: Page) -> None:
    axe = Path(pytest.importorskip("axe_playwright_python").__file__).with_name("axe.min.js")
    page.evaluate(axe.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    assert [violation["id"] for violation in found["violations"]] == []
