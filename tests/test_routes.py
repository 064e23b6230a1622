"""Every address, every role, and a stranger's rows in the address and in the body.

A new route fails here until it has a row in tests/routes.py.
"""

import re
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.urls import URLResolver, get_resolver, reverse

from accounts.models import Membership, Person, Unit
from danvan.clock import today
from tests.routes import COMMUNE, ROUTES
from tests.world import make_world

# Which door is shut to whom is the same on any database.
pytestmark = pytest.mark.any_database

OURS = (
    "accounts",
    "records",
    "work",
    "calendars",
    "notices",
    "intake",
    "plans",
    "tasks",
    "reports",
)
CANARY, THEIRS = "CHIMVANG-ANHOA", "CHIMVANG-BINHMINH"
STRANGERS = ("cuong", "cuc", "phuc", "no_post", "gone")
# What may be read as "the door was shut" without telling whether there is something behind it.
SHUT, NOT_THIS_WAY, REFUSED, TO_SIGN_IN = 404, 405, 403, 302


def named_routes(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from named_routes(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name}"


def test_every_route_stands_in_the_table_and_the_table_names_no_other():
    assert set(named_routes(get_resolver().url_patterns)) == set(ROUTES)


@pytest.fixture
def cast(request, an, binh, giang, dung, khanh, hoa, minh, lan, cuong, cuc, phuc, an_hoa):
    people = ["an", "binh", "giang", "dung", "khanh", "hoa", "minh", "lan", "cuong", "cuc", "phuc"]
    cast = {name: request.getfixturevalue(name) for name in people}
    # Somebody whose last post ended yesterday, and somebody whose account was closed.
    cast["no_post"] = Person.objects.create_person("het-nhiem-ky", full_name="Hết Nhiệm Kỳ")
    Membership.objects.create(
        person=cast["no_post"], unit=an_hoa, role="leader", valid_to=today().replace(year=2020)
    )
    cast["gone"] = Person.objects.create_person("da-khoa", full_name="Đã Khóa")
    Membership.objects.create(person=cast["gone"], unit=an_hoa, role="leader")
    Person.objects.filter(pk=cast["gone"].pk).update(is_active=False)
    return cast


@pytest.fixture
def world(cast, province_office):
    return make_world(cast["an"].commune, cast["an"], cast["binh"], province_office, CANARY)


@pytest.fixture
def their_world(cast, province_office):
    return make_world(cast["cuong"].commune, cast["cuong"], cast["cuc"], province_office, THEIRS)


def address(name, world):
    if name == "account_reset_password_from_key":
        return reverse(name, args=["1", "set-password"])
    if name == "calendar_feed":
        # The secret is the whole key to it; this one is nobody's.
        return reverse(name, args=["khong-ai-biet"])
    if name == "reports:totals_of_one":
        return reverse(name, args=[world["round"].pk, "receptions"])
    if name == "plans:version_pdf":
        return reverse(name, args=[world["plan"].pk, 1])
    pk = ROUTES[name].pk
    return reverse(name, args=[world[pk].pk] if pk else [])


def ask(client, method, url, body=None):
    """The answer, its whole body, and the tables it wrote to, in a transaction that is undone afterwards."""
    with transaction.atomic():
        with written() as tables:
            response = getattr(client, method)(url, body or {})
            content = (
                b"".join(response.streaming_content) if response.streaming else response.content
            )
        transaction.set_rollback(True)
    return response, content.decode(errors="replace"), tables


READS = re.compile(r"\s*(SELECT|SAVEPOINT|RELEASE|ROLLBACK)\b", re.IGNORECASE)
WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


@contextmanager
def written():
    """The tables of ours that statements write to meanwhile, of a statement nobody understands all of them.

    A row that no statement writes to has not changed: so nothing need be read to know it.
    """
    ours = {model._meta.db_table: model for model in our_models()}
    tables = set()

    def listen(execute, sql, params, many, context):
        if not READS.match(sql):
            named = WRITES.match(sql)
            tables.update({named[1]} & ours.keys() if named else ours)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        yield tables


def our_models():
    """Every model of ours with a table, also those that only tie two rows together."""
    for app in OURS:
        yield from apps.get_app_config(app).get_models(include_auto_created=True)


def test_a_statement_that_writes_is_heard(cast):
    with written() as tables:
        list(Unit.objects.all())
        assert tables == set()
        Unit.objects.filter(pk=cast["an"].unit.pk).update(position=3)
        cast["an"].notices.create(key="k", text="t", url="/")
        assert tables == {"accounts_unit", "notices_notice"}
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM notices_notice")
            cursor.execute("WITH old AS (SELECT 1) SELECT 1")

    assert len(tables) > 50


@pytest.mark.parametrize("name", ROUTES)
def test_each_role_reads_what_the_table_says(client, cast, world, name):
    row, url, found = ROUTES[name], address(name, world), {}
    for who in f"{COMMUNE} lan".split():
        client.force_login(cast[who])
        response, _, _ = ask(client, "get", url)
        found[who] = response.status_code
        client.logout()

    readers = set(row.readers.split())
    assert {who for who, code in found.items() if code in {200, 302}} == readers
    refused = {code for who, code in found.items() if who not in readers}
    assert refused <= {SHUT, NOT_THIS_WAY, REFUSED}


@pytest.mark.parametrize("name", ROUTES)
def test_nobody_enters_without_signing_in(client, world, name):
    url = address(name, world)

    response, content, _ = ask(client, "get", url)

    if ROUTES[name].anonymous:
        assert response.status_code in {200, 302, 405, SHUT}
    else:
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))
    assert CANARY not in content


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_meets_nothing_of_ours_in_any_address(client, cast, world, who):
    wrong = []
    for name, row in ROUTES.items():
        for method in ("get", "post"):
            if row.anonymous and not row.pk:
                continue
            client.force_login(cast[who])
            response, content, tables = ask(client, method, address(name, world))
            if CANARY in content:
                wrong.append((method, name, "shows what is ours"))
            if row.pk and tables:
                wrong.append((method, name, f"wrote to {sorted(tables)}"))
            if row.pk and response.status_code not in {SHUT, NOT_THIS_WAY, REFUSED, TO_SIGN_IN}:
                wrong.append((method, name, response.status_code))

    assert wrong == []


@pytest.mark.parametrize("name", [name for name, row in ROUTES.items() if row.pk])
def test_a_strangers_row_and_a_missing_row_look_the_same(client, cast, world, name):
    """Otherwise counting up the numbers in the address would tell what exists."""
    answers = {}
    for who in ("cuc", "cuong", "phuc"):
        client.force_login(cast[who])
        for method in ("get", "post"):
            theirs, shown, _ = ask(client, method, address(name, world))
            missing, nothing, _ = ask(client, method, address(name, NoWorld()))
            answers[who, method] = (theirs.status_code, bare(shown)) == (
                missing.status_code,
                bare(nothing),
            )

    assert all(answers.values()), answers


class NoWorld(dict):
    """Every row has a number that nothing has."""

    def __missing__(self, key):
        return SimpleNamespace(pk=10**9)


def bare(content):
    """A page without what is made anew for each answer."""
    return re.sub(r'(X-CSRFToken": "|csrfmiddlewaretoken" value=")[^"]*', "", content)


# Every name under which a form of ours takes the key of a row, and the row of the other commune put there.
FOREIGN = {
    "unit": "unit", "units": "unit", "lead_unit": "unit", "parent": "unit", "successor": "unit",
    "coordinating_units": "unit", "receiver": "unit", "person": "person", "responsible": "person",
    "signer": "person", "membership": "post", "plan": "plan", "plan_item": "plan_item",
    "inside": "item", "after": "item", "item": "item", "task": "task", "tasks": "task",
    "series": "series", "round": "round", "part": "part", "submission": "submission",
    "extension": "extension", "into": "cited", "replaced_by": "cited", "work": "work", "notice": "notice",
    "day": "calendar_day",
}  # fmt: skip
PLAUSIBLE = {
    "title": "Thử", "text": "Thử", "words": "Thử", "heading": "Thử", "reason": "Thử", "note": "Thử",
    "result": "Thử", "year": "2026", "version": "1", "due_on": "2026-12-31", "number": "3",
    "new_due_on": "2027-02-01", "issued_on": "2026-11-20", "frequency": "monthly",
    "first_due_on": "2026-12-31", "last_due_on": "2027-12-31", "kind": "quarter", "ordinal": "1",
    "label": "quý I", "period_from": "2026-01-01", "period_to": "2026-03-14",
    "parts_due_on": "2026-03-15", "symbol": "KH-UBND", "signature_form": "TM", "move": "submit",
    "name": "Đơn vị thử", "short_name": "Đơn vị thử", "full_name": "Người Thử", "username": "thu1",
    "email": "thu@example.test", "role": "officer", "way": "up", "take": "1",
    "opens": "08:00", "closes": "17:00", "before_includes_day": "True", "first": "2026-12-30",
}  # fmt: skip


@pytest.mark.parametrize("who", ["cuc", "cuong"])
def test_rows_of_ours_named_in_a_strangers_form_are_neither_read_nor_tied(
    client, cast, world, their_world, who
):
    foreign = {name: world[row].pk for name, row in FOREIGN.items()}
    places = [str(row.pk) for row in their_world.values()]
    # A grid names its fields after the row they stand in.
    gridded = {f"{place}-{name}": pk for place in places for name, pk in foreign.items()}
    gridded |= {f"{place}-{name}": word for place in places for name, word in PLAUSIBLE.items()}
    body = {**PLAUSIBLE, **foreign, **gridded}
    wrong = []
    for name, row in ROUTES.items():
        client.force_login(cast[who])
        if row.anonymous or name == "account_logout":
            continue
        with transaction.atomic():
            with written() as tables:
                response = client.post(address(name, their_world), body)
            if response.status_code == 500:
                wrong.append((name, "broke"))
            shown = b"" if response.streaming else response.content
            if CANARY.encode() in shown:
                wrong.append((name, "shows what is ours"))
            wrong += [(name, tied) for tied in ties_between(tables, cast)]
            transaction.set_rollback(True)

    assert wrong == []


def ties_between(tables, cast):
    """Rows of these tables that point into both communes at once."""
    ours, theirs = cast["an"].commune.pk, cast["cuong"].commune.pk
    found = []
    for model in our_models():
        if model in {Unit, Membership} or model._meta.db_table not in tables:
            continue
        for row in model._base_manager.all():
            homes = set(communes_of(row))
            if {ours, theirs} <= homes:
                found.append(f"{model.__name__} {row.pk}")
    return found


def communes_of(row):
    for field in row._meta.concrete_fields:
        if not field.is_relation:
            continue
        target = getattr(row, field.name)
        if isinstance(target, Unit) and target.commune_id:
            yield target.commune_id
        elif isinstance(target, Person):
            yield from target.memberships.exclude(unit__commune=None).values_list(
                "unit__commune", flat=True
            )
        elif target is not None and getattr(target, "commune_id", None):
            yield target.commune_id
    for field in row._meta.many_to_many:
        yield from (
            unit.commune_id
            for unit in getattr(row, field.name).all()
            if isinstance(unit, Unit) and unit.commune_id
        )
