"""The guide says what the pages say: no dead link, no missing picture, no button that is not there."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
GUIDE = DOCS / "huong-dan"
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md"])
LARGEST_FOLDER_OF_PICTURES = 2_500_000

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
PRESSED = re.compile(r"[Bb]ấm\s+“([^”]+)”")
PLACE = re.compile(r"(?:[Vv]ào|[Mm]ục|[Kk]hung|[Dd]òng|[Ôô]|[Tt]rang|Ở)\s+“([^”]+)”")
PLACEHOLDER = "…"


def named(page):
    return str(page.relative_to(ROOT))


def links_of(page):
    return [target for target in LINK.findall(page.read_text()) if "://" not in target]


def anchors_of(page):
    """The names GitHub and others give to headings."""
    headings = re.findall(r"^#+\s+(.*)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-") for words in headings}


def buttons_pressed_in(text):
    return [" ".join(words.split()) for words in PRESSED.findall(text)]


def words_of_template(source):
    """The texts between tags, those handed to a part, and titles; a value or a count becomes the placeholder."""
    handed = re.findall(r"(?:\b(?:action|title|label|button)=|\|default:)\"([^\"{]+)\"", source)
    source = re.sub(r"\{#.*?#\}|\{%.*?%\}", "\n", source, flags=re.DOTALL)
    count = r"<span data-(?:bulk-count|desk-of)>0</span>"
    source = re.sub(rf"\{{\{{.*?\}}\}}|{count}", PLACEHOLDER, source, flags=re.DOTALL)
    source = source.replace(f"{PLACEHOLDER}, {PLACEHOLDER}", PLACEHOLDER)
    shown = re.sub(r"<[^>]*>", "\n", source)
    return {" ".join(line.split()) for line in [*shown.splitlines(), *handed]}


def words_of_code(source):
    return set(re.findall(r"\"([^\"\n]+)\"", source))


@pytest.fixture(scope="module")
def words_of_the_pages():
    """Every text a button can carry: templates, names of moves, labels of forms, acts of the home page."""
    words = set()
    for template in (ROOT / "templates").rglob("*.html"):
        words |= words_of_template(template.read_text())
    # The part that a unit sends names one of its steps in other words for the coordinator.
    renaming = "reports/views/part_shown.py"
    forms = ("*/forms.py", "*/forms/*.py")
    for pattern in ("*/rules.py", *forms, "home/*.py", renaming, "static/js/**/*.js"):
        for module in ROOT.glob(pattern):
            words |= words_of_code(module.read_text())
    return words


def is_there(button, words):
    """Whether a page carries this button. A step is confirmed by “Xác nhận: ” and its name."""
    if button.startswith("Xác nhận: "):
        return f"Xác nhận: {PLACEHOLDER}" in words and button.partition(": ")[2] in words
    return button in words


def is_shown(place, words):
    """Whether a page has this heading, entry or box; a heading may end in what it is about."""
    return place in words or f"{place}: {PLACEHOLDER}" in words


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_and_picture_of_the_page_exists(page):
    dead = []
    for target in links_of(page):
        path, _, anchor = unquote(target).partition("#")
        goal = (page.parent / path).resolve() if path else page
        if not goal.exists() or (anchor and anchor not in anchors_of(goal)):
            dead.append(target)

    assert dead == []


@pytest.mark.parametrize("page", sorted(GUIDE.glob("*.md")), ids=named)
def test_every_button_the_guide_presses_is_on_a_page(page, words_of_the_pages):
    pressed = buttons_pressed_in(page.read_text())

    assert [each for each in pressed if not is_there(each, words_of_the_pages)] == []


@pytest.mark.parametrize("page", sorted(GUIDE.glob("*.md")), ids=named)
def test_every_place_the_guide_sends_people_to_is_on_a_page(page, words_of_the_pages):
    places = [" ".join(words.split()) for words in PLACE.findall(page.read_text())]

    assert [each for each in places if not is_shown(each, words_of_the_pages)] == []


def test_the_guide_presses_buttons_at_all():
    pressed = {page.stem: len(buttons_pressed_in(page.read_text())) for page in GUIDE.glob("*.md")}

    assert [name for name, number in pressed.items() if number == 0] == ["README"]


def test_a_button_that_does_not_exist_would_be_noticed(words_of_the_pages):
    invented = buttons_pressed_in(
        "1. Bấm “Lưu”. 2. bấm\n  “Phóng tên\n lửa”, bấm “Xác nhận: Phóng”."
    )

    assert [each for each in invented if not is_there(each, words_of_the_pages)] == [
        "Phóng tên lửa",
        "Xác nhận: Phóng",
    ]


def test_every_picture_is_shown_somewhere():
    shown = {
        (page.parent / target).resolve()
        for page in PAGES
        for target in links_of(page)
        if target.endswith(".png")
    }

    assert sorted(DOCS.rglob("*.png")) == sorted(shown)


def test_the_pictures_do_not_weigh_down_the_repository():
    weight = sum(picture.stat().st_size for picture in (DOCS / "hinh").iterdir())

    assert weight < LARGEST_FOLDER_OF_PICTURES


def test_the_script_makes_every_picture_there_is_and_no_other():
    walk = "\n".join(each.read_text() for each in (ROOT / "scripts").glob("picture_walk*.py"))

    made = re.findall(r"camera\.keep\(.*, \"([\w-]+)\"\)", walk)

    assert sorted(made) == sorted(picture.stem for picture in (DOCS / "hinh").iterdir())
