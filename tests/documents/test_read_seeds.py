"""Three real plans, against what a person found in them."""

import re
import unicodedata

import pytest

from documents import read
from documents.outline_json import reading_to_json
from tests.seeds import seed, truth

SEEDS = ["que-minh-2024.txt", "dak-doa-2023.txt", "ba-vi-2025.txt"]


@pytest.fixture(params=SEEDS)
def plan(request):
    """What was read and what is true, side by side."""
    return reading_to_json(read(seed(request.param), request.param)), truth(request.param)


def flat(items, keys):
    for item in items:
        yield tuple(item[key] for key in keys)
        yield from flat(item["children"], keys)


def pick(rows, *keys):
    return [{key: row.get(key) for key in keys} for row in rows]


@pytest.mark.parametrize(
    "key", ["title", "doc_type", "year", "issuing_unit", "document_number", "place", "issue_date"]
)
def test_the_head_of_a_real_plan_is_read_as_printed(plan, key):
    read_plan, true = plan

    assert read_plan[key] == true[key]


def test_every_item_of_a_real_plan_stands_at_its_place(plan):
    read_plan, true = plan
    keys = ("number", "heading", "kind", "lines", "text")

    assert list(flat(read_plan["sections"], keys)) == list(flat(true["sections"], keys))


def test_sections_of_a_real_plan_have_their_role(plan):
    read_plan, true = plan

    assert pick(read_plan["sections"], "role") == pick(true["sections"], "role")


def test_preamble_closing_and_footnotes_of_a_real_plan_are_complete(plan):
    read_plan, true = plan

    assert pick(read_plan["preamble"], "text", "lines") == pick(true["preamble"], "text", "lines")
    assert pick([read_plan["closing"]], "text", "lines") == pick([true["closing"]], "text", "lines")
    assert read_plan["ends_with_marker"] == true["ends_with_marker"]
    assert read_plan["footnotes"] == true["footnotes"]


def test_dated_duties_of_a_real_plan_are_found_with_who_and_what(plan):
    read_plan, true = plan
    keys = ("text", "date", "qualifier", "who", "what", "to", "lines")

    assert pick(read_plan["deadlines"], *keys) == pick(true["deadlines"], *keys)


def test_what_the_words_around_suggest_is_asked_and_not_told():
    """The sentence of the two deadlines has no subject and no addressee."""
    found = read(seed("dak-doa-2023.txt"), "dak-doa-2023.txt").deadlines

    assert [each.doubts for each in found] == [("who", "to"), ("who", "to")]


# What the person wrote as words, as periods. "6 tháng, năm" of a report is every half-year and every year.
PERIODS = {
    "định kỳ (period not given)": {"periodic"},
    "hằng năm": {"yearly"},
    "6 tháng, năm": {"half_yearly", "yearly"},
    "6 tháng, năm, đột xuất": {"half_yearly", "yearly", "ad_hoc"},
}
# Habits named in passing, which the person did not count; all are asked about or tell a duty to report.
MORE_PERIODIC = {
    "que-minh-2024.txt": ["tiếp công dân định kỳ, đột xuất của người đứng đầu"],
    "dak-doa-2023.txt": [
        "tiếp công dân thường xuyên, định kỳ, đột xuất",
        "tiếp xúc, đối thoại định kỳ với Nhân dân",
        "thực hiện chế độ thông tin báo cáo định kỳ, đột xuất",
    ],
    "ba-vi-2025.txt": [],
}


def test_duties_that_come_again_in_a_real_plan_are_found_with_who_and_to_whom(plan):
    read_plan, true = plan
    expected = [
        {**pick([each], "text", "who", "to")[0], "periods": PERIODS[each["frequency"]]}
        for each in true["periodic_duties"]
    ]
    got = [
        {**pick([each], "text", "who", "to")[0], "periods": set(each["periods"])}
        for each in read_plan["periodic_duties"]
    ]
    more = [each for each in got if each not in expected]

    assert [each for each in expected if each not in got] == []
    assert [
        each["text"][: len(begun)]
        for each, begun in zip(more, MORE_PERIODIC[true["file"]], strict=True)
    ] == (MORE_PERIODIC[true["file"]])


def test_numbers_to_be_reached_in_a_real_plan_are_found_and_no_other(plan):
    read_plan, true = plan
    keys = ("text", "value", "unit", "comparator", "lines")

    assert pick(read_plan["targets"], *keys) == pick(true["targets"], *keys)


def test_documents_without_a_number_in_a_real_plan_are_named(plan):
    read_plan, true = plan
    named = [re.sub(r" \([^)]*\)$", "", each) for each in true["citations_without_number"]]

    assert sorted(read_plan["citations_without_number"]) == sorted(named)


def test_stamps_and_letterhead_of_a_real_plan_are_told(plan):
    read_plan, true = plan

    assert read_plan["signature_timestamps"] == true["signature_timestamps"]
    assert str(read_plan["letterhead_present"]) == str(true["letterhead_present"]).split(" ")[0]


def test_bodies_that_get_work_in_a_real_plan_are_named_with_their_relation(plan):
    read_plan, true = plan

    assert pick(read_plan["assignees"], "name", "relation") == pick(
        true["assignees"], "name", "relation"
    )


def test_documents_named_in_a_real_plan_are_found_with_date_issuer_and_mentions(plan):
    read_plan, true = plan
    keys = ("number", "kind", "date", "date_shared", "issuer", "mentions")

    def ordered(rows):
        return sorted(pick(rows, *keys), key=lambda row: row["number"])

    assert ordered(read_plan["citations"]) == ordered(true["citations"])


def test_a_document_is_cited_where_its_kind_begins():
    """ "Kết ⏎ luận số 01-KL/TW" begins on line 128; the person wrote down the line of its number, 130."""
    other = {}
    for name in SEEDS:
        got = reading_to_json(read(seed(name), name))["citations"]
        lines = {each["number"]: each["first_line"] for each in got}
        for each in truth(name)["citations"]:
            if lines[each["number"]] != each["first_line"]:
                other[each["number"]] = (lines[each["number"]], each["first_line"])

    assert other == {"01-KL/TW": (128, 130)}


def test_recipients_and_signer_of_a_real_plan_are_read(plan):
    read_plan, true = plan
    keys = ("authority", "on_behalf", "position", "name")

    assert read_plan["recipients"] == true["recipients"]
    assert pick([read_plan["signer"]], *keys) == pick([true["signer"]], *keys)


@pytest.mark.parametrize("name", SEEDS)
def test_every_word_of_a_real_plan_is_kept_once(name):
    printed = unicodedata.normalize("NFC", seed(name).decode()).replace("*", "")
    read_plan = reading_to_json(read(seed(name), name))
    told = [read_plan["doc_type"], read_plan["title"], read_plan["closing"]["text"]]
    told += [text for (text,) in flat(read_plan["sections"], ("text",))]
    told += [text for (text,) in flat(read_plan["preamble"], ("text",))]
    told += [f"{note['marker']} {note['marker']} {note['text']}" for note in read_plan["footnotes"]]
    told += read_plan["recipients"] + [part or "" for part in read_plan["signer"].values()]

    assert words(" ".join(told)) == words(without_form(printed))


def words(text):
    """All words in any order; a wrapped number without its break."""
    return sorted(re.findall(r"\w+", text))


def without_form(printed):
    """Lines that are kept in fields of their own or reported as findings."""
    kept = re.sub(r"(?m)^(Số: /KH-UBND|Ba Vì, ngày.*|\(Báo cáo\)|#\w+|Nơi nhận:)\s*$", "", printed)
    return kept
