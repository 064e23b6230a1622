"""The plan as a Word file."""

import pytest
from django.urls import reverse

from documents import read_docx
from documents.normal_form import normal_form
from documents.storage import from_dict
from plans.jobs import content_of
from tests.factories import issue_by_hand

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def url(plan):
    return reverse("plans:docx", args=[plan.pk])


def test_a_draft_is_taken_along_as_a_word_file(client, binh, plan, url):
    client.force_login(binh)

    answer = client.get(url)

    assert answer["Content-Type"] == WORD
    assert (
        f'attachment; filename="ke-hoach-du-thao-{plan.year}.docx"' == answer["Content-Disposition"]
    )
    assert read_docx(answer.content) == normal_form(from_dict(content_of(plan.pk)[0]))


def test_an_issued_plan_is_taken_along_as_it_was_issued(client, dung, plan, url):
    issue_by_hand(plan)
    client.force_login(dung)

    document = read_docx(client.get(url).content)

    plan.refresh_from_db()
    assert document.number == plan.number
    assert document.date == plan.issued_on


def test_a_stranger_gets_no_word_file(client, cuc, url):
    client.force_login(cuc)

    assert client.get(url).status_code == 404
