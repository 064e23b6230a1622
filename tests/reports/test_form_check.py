"""The form of a report that is being written, told beside it."""

import pytest

from reports.actions import commune as actions
from tests.reports.factories import accept_part


@pytest.fixture
def compiled(report, part_of_culture, binh):
    accept_part(part_of_culture, coordinator=binh)
    actions.compile_report(report, by=binh)
    report.refresh_from_db()
    return report


def findings(client, person, report):
    client.force_login(person)
    groups = client.get(report.get_absolute_url()).context["groups"]
    return [each.finding.code for group in groups for each in group["members"]]


def test_what_the_portal_itself_compiles_is_in_the_right_form(client, compiled, binh):
    assert findings(client, binh, compiled) == []


def test_a_fault_in_a_section_is_told_beside_the_report_without_a_button(client, compiled, binh):
    section = compiled.sections.exclude(text="").first()
    compiled.sections.filter(pk=section.pk).update(text="Giữa các các thôn , ấp.")

    assert findings(client, binh, compiled) == ["text.doubled_word", "text.space"]
    shown = client.get(compiled.get_absolute_url()).content.decode()
    assert ("<mark>các các</mark>" in shown, "the-thuc/sua" in shown) == (True, False)


def test_a_report_without_words_is_not_checked(client, report, binh):
    assert findings(client, binh, report) == []
