"""A query without a scope raises, whatever way it takes to the database."""

import pytest
from django.db.models import Count, Prefetch
from django.forms import modelform_factory

from accounts.models import Unit
from danvan.scoping import NoScope
from plans.models import Plan, PlanItem


@pytest.mark.parametrize(
    "ask",
    [
        lambda plans: list(plans.all()),
        lambda plans: list(plans.values_list("title")),
        lambda plans: list(plans.iterator()),
        lambda plans: list(plans.order_by("year")[:3]),
        lambda plans: list(plans.dates("created_at", "year")),
        lambda plans: list(plans.unscoped("test") | plans.all()),
        lambda plans: list(plans.unscoped("test").union(plans.all())),
        lambda plans: list(
            PlanItem.objects.unscoped("test").prefetch_related(Prefetch("plan", plans.all()))
        ),
        lambda plans: list(modelform_factory(PlanItem, fields=["plan"])()["plan"]),
        lambda plans: plans.get(pk=1),
        lambda plans: plans.get_or_create(pk=1),
        lambda plans: plans.update_or_create(pk=1),
        lambda plans: plans.first(),
        lambda plans: plans.latest("year"),
        lambda plans: plans.in_bulk([1]),
        lambda plans: plans.count(),
        lambda plans: plans.aggregate(Count("pk")),
        lambda plans: plans.issued().update(title=""),
        lambda plans: plans.all().delete(),
    ],
)
def test_a_query_without_scope_raises(ask, plan):
    with pytest.raises(NoScope):
        ask(Plan.objects)


def test_a_person_sees_the_own_commune_only(plan, binh, cuc, lan, minh):
    assert list(Plan.objects.visible_to(binh)) == [plan]
    assert list(Plan.objects.visible_to(cuc)) == []
    assert list(Plan.objects.visible_to(lan)) == []
    assert list(Plan.objects.visible_to(minh)) == []
    assert list(Plan.objects.none()) == []


def test_a_draft_is_hidden_from_officers_until_it_is_issued(plan, dung, hoa, request):
    assert list(Plan.objects.visible_to(dung)) == []
    assert list(Plan.objects.visible_to(hoa)) == []

    issued = request.getfixturevalue("issued_plan")

    assert list(Plan.objects.visible_to(dung)) == [issued]
    assert list(Plan.objects.visible_to(hoa)) == [issued]


def test_rows_reached_from_an_object_in_hand_are_free(
    plan, an_hoa, binh, django_assert_num_queries
):
    assert plan.items.count() == 3
    assert list(an_hoa.plans.all()) == [plan]
    assert list(Unit.objects.filter(plans__in=Plan.objects.all())) == [an_hoa]
    with django_assert_num_queries(2):
        [fetched] = Plan.objects.visible_to(binh).prefetch_related("items")
        assert len(fetched.items.all()) == 3


def test_saving_and_validating_need_no_scope(plan):
    plan.full_clean()
    plan.save()
    plan.refresh_from_db()

    assert plan.year == 2026
