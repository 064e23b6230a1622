"""One person, two posts: what was opened in one is not written into the other's commune."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, ReceiverAssignment, Role, Unit
from danvan.clock import today
from plans.models import Plan
from tasks.actions import give_default_rules
from tests.factories import make_person


@pytest.fixture
def client():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def other_post(binh, cuc):
    return Membership.objects.create(person=binh, unit=cuc.unit, role=Role.COORDINATOR)


def token(client, url):
    page = client.get(url).content.decode()
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]


def test_a_form_opened_before_the_post_was_switched_writes_nothing(client, binh, other_post):
    client.force_login(binh)
    url = reverse("plans:create")
    opened = token(client, url)

    client.post(
        reverse("accounts:switch"), {"membership": other_post.pk, "csrfmiddlewaretoken": opened}
    )
    late = {"title": "Kế hoạch", "year": 2026, "csrfmiddlewaretoken": opened}
    refused = client.post(url, late)
    fresh = client.post(url, late | {"csrfmiddlewaretoken": token(client, url)})

    assert (refused.status_code, fresh.status_code) == (403, 302)
    assert "đổi vị trí công tác" in refused.content.decode()
    assert [plan.commune for plan in Plan.objects.unscoped("test")] == [other_post.unit.commune]


def test_the_rules_of_one_commune_are_not_added_to_by_a_page_of_another(client, binh, other_post):
    give_default_rules()
    client.force_login(binh)
    url = reverse("tasks:reminder_rule_create")
    opened = token(client, url)

    client.post(
        reverse("accounts:switch"), {"membership": other_post.pk, "csrfmiddlewaretoken": opened}
    )
    rule = {"when": "before", "days": "12", "to_responsible": "on"}
    refused = client.post(url, rule | {"csrfmiddlewaretoken": opened})

    assert refused.status_code == 403
    assert other_post.unit.commune.reminder_rules.filter(days=12).count() == 0
    client.post(url, rule | {"csrfmiddlewaretoken": token(client, url)})
    assert other_post.unit.commune.reminder_rules.filter(days=12).count() == 1


def test_an_office_administers_only_communes_that_report_to_it_today(an_hoa, province_office):
    district = Unit.objects.create(
        kind=Unit.Kind.DISTRICT_OFFICE, name="Phòng Nội vụ", short_name="PNV", code="pnv"
    )
    old = ReceiverAssignment.objects.create(commune=an_hoa, receiver=district)
    vu = make_person("Vũ", district, Role.ADMINISTRATOR)
    assert an_hoa in Unit.objects.within_reach_of(vu)

    old.valid_to = today() - timedelta(days=1)
    old.save()

    assert an_hoa not in Unit.objects.within_reach_of(vu)


def test_an_office_sees_no_unit_of_other_offices_in_the_filters_of_tasks(client, lan, phuc):
    client.force_login(lan)

    page = client.get(reverse("tasks:list")).content.decode()

    assert f'value="{phuc.unit.pk}"' not in page
