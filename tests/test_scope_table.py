"""Who sees which rows of one commune, model by model: the scopes themselves, whatever pages are built on them."""

import pytest
from django.apps import apps

from accounts.models import Person, Role, Unit
from danvan.scoping import ScopedQuerySet
from records.models import RegisterEntry
from reports.models import Submission
from tests.factories import make_office, make_person
from tests.test_routes import cast, their_world, world  # noqa: F401 fixtures

WRITERS = "an binh giang"
# One row of the world → who sees it. Nobody else may: no other role, no stranger, no ended post, no closed account.
SEEN_BY = {
    "draft": WRITERS,
    "plan": f"{WRITERS} dung khanh hoa",
    "item": WRITERS,
    "plan_item": f"{WRITERS} dung khanh hoa",
    "upload": WRITERS,
    "duty": WRITERS,
    "unit_plan": WRITERS,
    "cited": f"{WRITERS} dung khanh hoa",
    "remark": WRITERS,
    "proposal": WRITERS,
    "task": f"{WRITERS} hoa",
    "series": "an binh",
    "letter": WRITERS,
    "hand_over": WRITERS,
    "filter": "binh",
    "feed": "binh",
    "notice_settings": "binh",
    "calendar_day": f"{WRITERS} dung khanh hoa minh",
    "habits": f"{WRITERS} dung khanh hoa minh",
    "round": f"{WRITERS} dung khanh hoa lan",
    "part": WRITERS,
    "report": WRITERS,
    "submission": f"{WRITERS} hoa lan",
    "bundle": "lan",
    "office_act": "lan",
    "figure_import": "binh",
    "template": f"{WRITERS} dung khanh hoa minh",
    "indicator_set": f"{WRITERS} dung khanh hoa minh",
    "request": f"{WRITERS} dung khanh hoa lan",
    "office_letter": "lan",
    "notice": "binh",
    "digest": "binh",
    "work": "binh minh",
    "people_import": "minh",
    "entry": f"{WRITERS} dung khanh hoa minh",
}


@pytest.fixture
def rows(cast, world, their_world):  # noqa: F811
    entry = RegisterEntry.objects.create(
        commune=cast["an"].commune, year=2026, number=1, symbol="KH-UBND", subject="Kế hoạch",
        issued_on="2026-01-15", signer="An", registered_by=cast["giang"],
    )  # fmt: skip
    cast["receiving colleague"] = make_person("Tú", cast["lan"].unit, Role.RECEIVER)
    cast["their administrator"] = make_person("Tân", cast["cuong"].commune, Role.ADMINISTRATOR)
    return {**world, "entry": entry}


def test_every_scoped_model_stands_in_this_table(rows):
    scoped = {
        model
        for model in apps.get_models()
        if isinstance(getattr(model, "objects", None) and model.objects.all(), ScopedQuerySet)
    }

    assert scoped == {type(rows[name]) for name in SEEN_BY}


@pytest.mark.parametrize("name", SEEN_BY)
def test_a_row_is_seen_by_those_the_table_names_and_nobody_else(rows, cast, name):  # noqa: F811
    row = rows[name]

    # Fetched anew: a person in hand remembers the posts of before.
    people = {who: Person.objects.get(pk=person.pk) for who, person in cast.items()}
    seers = {
        who
        for who, person in people.items()
        if person.membership
        and person.is_active
        and type(row).objects.visible_to(person).filter(pk=row.pk).exists()
    }

    wanted = set(SEEN_BY[name].split())
    if name in {"round", "submission", "request", "office_letter"}:
        wanted.add("receiving colleague")
    assert seers == wanted


def test_an_officer_sees_the_tasks_and_the_part_of_the_own_unit(rows):
    officer = rows["person"]
    seen = {
        name
        for name in SEEN_BY
        if type(rows[name]).objects.visible_to(officer).filter(pk=rows[name].pk).exists()
    }

    assert seen == {
        "plan", "plan_item", "unit_plan", "cited", "proposal", "task", "round", "part", "entry",
        "calendar_day", "habits", "template", "indicator_set", "request",
    }  # fmt: skip


def test_an_office_does_not_see_what_another_office_received(rows, cast):  # noqa: F811
    other = make_office()
    Submission.objects.unscoped("test").update(receiver=other)

    assert not Submission.objects.visible_to(cast["lan"]).exists()


def test_what_was_withdrawn_is_gone_from_the_office(rows, cast):  # noqa: F811
    Submission.objects.unscoped("test").update(status=Submission.Status.WITHDRAWN)

    assert not Submission.objects.visible_to(cast["lan"]).exists()


def test_units_and_people_within_reach_are_those_of_the_own_commune(rows, cast):  # noqa: F811
    minh = cast["minh"]

    assert {unit.commune for unit in Unit.objects.within_reach_of(minh)} == {minh.commune}
    reached = set(Person.objects.within_reach_of(minh))
    assert not reached & {cast["cuong"], cast["cuc"], cast["phuc"], cast["lan"]}
    assert {cast["an"], rows["person"]} <= reached
