"""The lines of a unit's tasks: whatever comes in between, what a person typed of them is never lost or doubled."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from reports.models import ReportSection
from reports.writing.pieces import Line, redrafted, text_of
from reports.writing.sheets import Sheet, key_of, rewritten, sheet_of
from tests.reports.factories import make_task

WORDS = st.text("abc", max_size=4)
TASKS = (1, 2, 3)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("type"), st.sampled_from(TASKS), WORDS),
        st.tuples(st.just("news"), st.sampled_from(TASKS), WORDS.filter(bool)),
        st.tuples(st.just("goes"), st.sampled_from(TASKS), st.just("")),
        st.tuples(st.just("own"), st.just(0), WORDS),
    ),
    max_size=12,
)


def page(section, pieces, news):
    """The sheet as it is drawn while the tasks tell `news` (pk → words)."""
    lines = {key_of(pk): Line(key_of(pk), f"tin {words}", "") for pk, words in news.items()}
    fresh = redrafted(pieces, list(lines.values()))
    return Sheet(SimpleNamespace(is_open=True), [section], [], {section.pk: fresh}, lines, {})


@given(STEPS)
def test_what_was_typed_last_of_each_task_stands_there_once(steps):
    section = ReportSection(pk=1, key="tasks")
    pieces, news, typed = [], dict.fromkeys(TASKS, "mới"), {}
    for step, pk, words in steps:
        if step == "news" and pk in news:
            news[pk] = words
        elif step == "goes":
            news.pop(pk, None)
        elif step == "own":
            typed["own"] = words
            sheet = page(section, pieces, news)
            pieces = rewritten(sheet, section, {"tasks": f"riêng {words}" if words else ""})
        elif step == "type" and pk in news:
            typed[pk] = words
            sheet = page(section, pieces, news)
            pieces = rewritten(sheet, section, {}, {pk: f"lời {words}" if words else ""})

    final = page(section, pieces, news).pieces[1]
    found = [piece["text"] for piece in final if piece["text"]]

    expected = [f"lời {words}" for key, words in typed.items() if key != "own" and words]
    assert sorted(text for text in found if text.startswith("lời")) == sorted(expected)
    assert ("own" in typed and bool(typed["own"])) == any(
        text.startswith("riêng") for text in found
    )
    assert len({piece["key"] for piece in final}) == len(final)


def test_words_typed_of_a_task_that_went_are_kept_and_not_doubled():
    section = ReportSection(pk=1, key="tasks")
    sheet = page(section, [], {})
    for words in ("Đã", "Đã họp", "Đã họp xong."):
        pieces = rewritten(sheet, section, {}, {9: words})
        sheet = page(section, pieces, {})

    assert text_of(pieces) == "Đã họp xong."
    assert rewritten(sheet, section, {}, {9: ""}) == []


def test_a_draft_of_before_the_boxes_is_put_into_them(half_year, part_of_culture, culture, dung):
    task = make_task(half_year, culture, dung, "Mở hội nghị.", news="Đã mở 02 hội nghị.")
    part_of_culture.sections.filter(key="tasks").update(
        text="- Mở hội nghị: Lời đã sửa.\n- Một việc khác."
    )

    sheet = sheet_of(part_of_culture)

    section = next(each for each in sheet.sections if each.key == "tasks")
    pieces = [(piece["key"].split(":")[0], piece["text"]) for piece in sheet.pieces[section.pk]]
    assert pieces == [("task", "Lời đã sửa."), ("own", "- Một việc khác.")]
    assert sheet.pieces[section.pk][0]["key"] == key_of(task.pk)
