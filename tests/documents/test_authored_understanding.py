"""What plans of other hands say: who has what to do until when, by what they cite and what they want to reach."""

import pytest

from tests.documents.authored import NAMES, authored
from tests.documents.authored_views import kinds_view, same
from tests.documents.test_authored import told

every_plan = pytest.mark.parametrize("name", NAMES)
every_form = pytest.mark.parametrize("form", ["typed.txt", "converted.txt", "messy.docx"])


def truth(plan, key):
    return plan.truth.get(key, [])


@every_form
@every_plan
def test_year_and_issuing_unit_are_known(name, form):
    plan, reading = told(name, form)
    year, unit = truth(plan, "year"), truth(plan, "unit")

    assert not year or reading.year == int(year[0][0])
    assert not unit or reading.issuing_unit == unit[0][0]


@every_form
@every_plan
def test_sections_are_of_the_kind_their_headings_say(name, form):
    plan, reading = told(name, form)
    kinds = kinds_view(reading.document)

    expected = [f"{marker}: {kind}" for marker, kind in truth(plan, "kind")]
    same([f"{marker}: {kinds.get(marker)}" for marker, _ in truth(plan, "kind")], expected, name)


@every_form
@every_plan
def test_dated_duties_are_all_found_and_no_other(name, form):
    plan, reading = told(name, form)
    # A text file cannot tell a merged cell from an empty one, so there the rows of a table may miss somebody.
    rows = truth(plan, "table deadline")
    sure = [*truth(plan, "deadline"), *(rows if form.endswith(".docx") else [])]
    maybe = truth(plan, "maybe deadline") + (rows if form.endswith(".txt") else [])
    got = sorted({(str(each.date), each.who) for each in reading.deadlines})

    found = [(day, "?" if _anybody(sure, day, who) else who) for day, who in got]
    found = [each for each in found if not _among(maybe, each, sure)]
    same(
        [" | ".join(each) for each in sorted(found)],
        sorted(" | ".join(x) for x in sure),
        f"{name} {form}",
    )


def _anybody(sure, day, who):
    return (day, "?") in sure and (day, who) not in sure


def _among(maybe, found, sure):
    return found not in sure and found[0] in [day for day, _ in maybe]


@every_form
@every_plan
def test_what_is_due_goes_to_whom_the_plan_names(name, form):
    plan, reading = told(name, form)
    got = {f"{each.date} | {each.to}" for each in reading.deadlines}

    expected = [" | ".join(each) for each in truth(plan, "receiver")]
    same([each for each in expected if each in got], expected, f"{name} {form}: {sorted(got)}")


@pytest.mark.parametrize("name", [name for name in NAMES if truth(authored(name), "row")])
def test_rows_and_labels_tell_what_comes_of_it_and_who_works_along(name):
    plan, reading = told(name, "messy.docx")
    got = {
        f"{each.date} | {each.result} | {', '.join(each.partners)}" for each in reading.deadlines
    }

    expected = [" | ".join(each) for each in truth(plan, "row")]
    same([each for each in expected if each in got], expected, f"{name}: {sorted(got)}")


@every_form
@every_plan
def test_bodies_are_given_work_or_asked_for_it(name, form):
    plan, reading = told(name, form)
    relations = ("assigned", "requested")
    maybe = {each[0] for relation in relations for each in truth(plan, f"maybe {relation}")}

    expected = [
        f"{relation}: {each[0]}" for relation in relations for each in truth(plan, relation)
    ]
    got = [f"{each.relation}: {each.name}" for each in reading.assignees if each.name not in maybe]
    same(sorted(set(got)), sorted(expected), f"{name} {form}")


@every_form
@every_plan
def test_cited_documents_are_found_with_their_dates(name, form):
    plan, reading = told(name, form)

    got = {
        f"{each.number} | {each.date or each.shared_date}"
        for each in reading.citations
        if each.number
    }
    same(sorted(got), sorted(" | ".join(each) for each in truth(plan, "cited")), f"{name} {form}")


@every_form
@every_plan
def test_targets_are_found(name, form):
    plan, reading = told(name, form)
    got = {f"{each.value:g} | {each.unit} | {each.comparator}" for each in reading.targets}

    expected = [" | ".join(each) for each in truth(plan, "target")]
    same([each for each in expected if each in got], expected, f"{name} {form}: {sorted(got)}")


@every_form
@every_plan
def test_duties_that_come_again_are_found(name, form):
    plan, reading = told(name, form)

    for periods, words in truth(plan, "periodic"):
        held = [each.periods for each in reading.periodic_duties if words in each.text]
        assert held, (
            f"{name} {form}: “{words}” is in none of {[x.text for x in reading.periodic_duties]}"
        )
        assert set(periods.split()) in [set(each) for each in held]
