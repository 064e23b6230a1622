"""Sets of figures: an office keeps its own by year; what was answered keeps its meaning."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.actions import indicator_sets as actions
from reports.actions.parts import StaleVersion
from reports.figures.values import default_set, set_for
from reports.models import Indicator, IndicatorSet
from tests.reports.factories import make_round


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def send(client, name, pk, indicator_set, /, **posted):
    indicator_set.refresh_from_db()
    where = reverse(f"reports:{name}", args=[pk])
    return client.post(where, {"version": indicator_set.version, **posted})


@pytest.fixture
def own_set(province_office, lan):
    return actions.copy_set(default_set(), owner=province_office)


def words_of(indicator, **over):
    fields = ("label", "code", "group", "unit_of_measure", "type", "asked_of", "formula", "help")
    return {**{name: getattr(indicator, name) for name in fields}, "accumulates": "on", **over}


NEW = {"label": "Mới", "code": "moi", "type": "count", "asked_of": "units"}


def test_a_copy_is_a_draft_with_the_same_figures_and_checks_and_is_not_asked_for(
    own_set, province_office
):
    assert (own_set.is_published, own_set.owner) == (False, province_office)
    assert own_set.indicators.count() == 24
    assert own_set.checks.count() == 6
    assert set_for(province_office.pk, own_set.year) == default_set()


def test_a_set_goes_on_from_year_to_year(own_set, province_office, lan):
    client = client_of(lan)

    page = client.post(reverse("reports:set_copy", args=[own_set.pk]))
    again = client.post(reverse("reports:set_copy", args=[own_set.pk]))

    years = IndicatorSet._base_manager.filter(owner=province_office).values_list("year", flat=True)
    assert (page.status_code, again.status_code) == (302, 302)
    assert sorted(years) == [own_set.year, own_set.year + 1, own_set.year + 2]


def test_what_is_published_is_asked_from_its_year_on(own_set, province_office, lan, binh, culture):
    send(client_of(lan), "set_publish", own_set.pk, own_set)

    round = make_round(binh, [culture], year=own_set.year)
    earlier = set_for(province_office.pk, own_set.year - 1)

    assert (round.indicator_set, earlier) == (own_set, default_set())


def test_a_set_with_a_broken_formula_is_not_put_in_force(own_set, lan):
    own_set.indicators.filter(code="news").update(formula="[documents] + [nowhere]")

    page = client_of(lan).post(
        reverse("reports:set_publish", args=[own_set.pk]), {"version": own_set.version}, follow=True
    )

    own_set.refresh_from_db()
    assert not own_set.is_published
    assert "bộ chỉ tiêu không có mã “nowhere”" in page.content.decode()


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("[moi] + 1", "chạy vòng"),
        ("[news] / [khong-co]", "không có mã “khong-co”"),
        ("[news] +", "thiếu ở cuối"),
    ],
)
def test_a_formula_that_cannot_be_worked_out_is_refused_with_its_reason(
    own_set, lan, formula, words
):
    page = send(client_of(lan), "indicator_add", own_set.pk, own_set, **{**NEW, "formula": formula})

    assert page.status_code == 422
    assert words in page.context["form"].errors["formula"][0]
    assert not own_set.indicators.filter(code="moi").exists()


def test_a_new_indicator_stands_at_the_end_of_its_group(own_set, lan):
    send(client_of(lan), "indicator_add", own_set.pk, own_set, **NEW, group="Dân vận khéo")

    codes = list(own_set.indicators.values_list("code", flat=True))
    assert codes[codes.index("moi") - 1 : codes.index("moi") + 2] == ["models-recognised", "moi", "money"]  # fmt: skip


def test_a_check_names_only_figures_of_its_set(own_set, lan):
    given = {"left": "[news]", "comparison": "<=", "right": "[khong-co]"}
    refused = send(client_of(lan), "check_add", own_set.pk, own_set, **given)
    taken = send(client_of(lan), "check_add", own_set.pk, own_set, **{**given, "right": "1000"})

    assert (refused.status_code, taken.status_code) == (422, 302)
    assert "không có mã" in refused.context["form"].errors["right"][0]
    assert own_set.checks.last().right == "1000"


@pytest.fixture
def used_set(own_set, lan, binh, culture):
    """In force, with a round that was opened by it and a figure that was answered."""
    send(client_of(lan), "set_publish", own_set.pk, own_set)
    round = make_round(binh, [culture], year=own_set.year)
    part = round.reports.get(scope="part")
    news = own_set.indicators.get(code="news")
    part.figures.create(indicator=news, value=7)
    return own_set


def test_what_was_answered_keeps_its_meaning_and_may_get_better_words(used_set, lan):
    news = used_set.indicators.get(code="news")
    changed = words_of(
        news, label="Tin, bài đã đăng", code="tin", type="percent", formula="[models]"
    )

    page = send(client_of(lan), "indicator_edit", news.pk, used_set, **changed)

    news.refresh_from_db()
    assert page.status_code == 302
    assert (news.label, news.code, news.type, news.formula) == ("Tin, bài đã đăng", "news", "count", "")  # fmt: skip


def test_what_was_answered_is_put_aside_and_asked_again_and_never_deleted(used_set, lan):
    client, news = client_of(lan), used_set.indicators.get(code="news")

    send(client, "indicator_act", news.pk, used_set, act="remove")
    aside = Indicator.objects.get(pk=news.pk).is_active
    answers = news.values.count()
    send(client, "indicator_act", news.pk, used_set, act="restore")

    assert (aside, answers, Indicator.objects.get(pk=news.pk).is_active) == (False, 1, True)


def test_a_set_in_use_is_not_taken_out_of_force_and_a_draft_may_lose_a_figure(
    used_set, own_set, lan, province_office
):
    client = client_of(lan)
    draft = actions.copy_set(used_set, owner=province_office)

    send(client, "set_publish", used_set.pk, used_set, act="withdraw")
    send(client, "indicator_act", draft.indicators.get(code="news").pk, draft, act="remove")
    named = draft.indicators.get(code="models")
    send(client, "indicator_act", named.pk, draft, act="remove")

    used_set.refresh_from_db()
    assert used_set.is_published
    assert not draft.indicators.filter(code="news").exists()
    assert draft.indicators.filter(code="models", is_active=True).exists()


def test_two_people_of_the_office_do_not_overwrite_each_other(own_set, lan):
    actions.save_set(own_set, version=own_set.version, fields={"name": "Một"})

    late = client_of(lan).post(
        reverse("reports:set_edit", args=[own_set.pk]),
        {"version": 1, "name": "Hai", "year": own_set.year, "jump_percent": 50},
    )

    own_set.refresh_from_db()
    assert (late.status_code, own_set.name) == (409, "Một")
    assert late.context["form"]["name"].value() == "Hai"
    with pytest.raises(StaleVersion):
        actions.publish(own_set, version=1)


def test_another_province_neither_sees_nor_changes_the_set(used_set, phuc, lan):
    client, news = client_of(phuc), used_set.indicators.get(code="news")
    before = IndicatorSet._base_manager.values().get(pk=used_set.pk)
    check = used_set.checks.first()

    answers = [
        client.get(reverse("reports:set_detail", args=[used_set.pk])),
        send(client, "set_copy", used_set.pk, used_set),
        send(client, "set_edit", used_set.pk, used_set, name="Chiếm"),
        send(client, "set_publish", used_set.pk, used_set, act="withdraw"),
        send(client, "indicator_add", used_set.pk, used_set, **NEW),
        send(client, "indicator_edit", news.pk, used_set, **words_of(news, label="Chiếm")),
        send(client, "indicator_act", news.pk, used_set, act="remove"),
        send(client, "check_edit", check.pk, used_set, left="[news]", comparison="=", right="1"),
        send(client, "check_remove", check.pk, used_set),
    ]  # fmt: skip

    assert [each.status_code for each in answers] == [404] * 9
    assert used_set.name not in client.get(reverse("reports:set_list")).content.decode()
    assert IndicatorSet._base_manager.values().get(pk=used_set.pk) == before
    assert Indicator.objects.get(pk=news.pk).label == "Tin, bài, buổi phát thanh"


def test_a_commune_reads_what_is_in_force_and_no_draft_and_changes_nothing(
    used_set, province_office, binh, cuong
):
    draft = actions.copy_set(used_set, owner=province_office)
    client = client_of(binh)

    pages = [reverse("reports:set_detail", args=[each.pk]) for each in (used_set, draft)]
    codes = [client.get(page).status_code for page in pages]
    tries = [
        send(client, "set_copy", used_set.pk, used_set).status_code,
        send(client, "set_edit", used_set.pk, used_set, name="Chiếm").status_code,
    ]

    assert (codes, tries) == ([200, 404], [403, 403])


def test_a_set_costs_the_same_with_one_figure_and_with_many(
    own_set, lan, django_assert_num_queries
):
    client, where = client_of(lan), reverse("reports:set_detail", args=[own_set.pk])
    client.get(where)

    def queries():
        with CaptureQueriesContext(connection) as made:
            client.get(where)
        return len(made)

    many = queries()
    own_set.checks.all().delete()
    own_set.indicators.exclude(code="news").delete()

    assert queries() == many


def test_a_part_asks_what_its_round_asks(used_set, binh):
    used_set.indicators.filter(code="news").update(label="Tin, bài riêng của tỉnh")
    part = used_set.rounds.get().reports.get(scope="part")

    page = client_of(binh).get(reverse("reports:part_edit", args=[part.pk]))

    assert "Tin, bài riêng của tỉnh" in page.content.decode()
