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

    assert pick(read_plan["preamble"], "text") == pick(true["preamble"], "text")
    assert read_plan["closing"]["text"] == true["closing"]["text"]
    assert read_plan["footnotes"] == true["footnotes"]


def test_dated_duties_of_a_real_plan_are_found_with_who_and_what(plan):
    read_plan, true = plan
    keys = ("text", "date", "qualifier", "who", "what")

    assert pick(read_plan["deadlines"], *keys) == pick(true["deadlines"], *keys)


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
