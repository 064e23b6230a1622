"""What people decide about drafted lines is remembered, and is no step of the report."""

from datetime import timedelta

import pytest
from django.urls import reverse

from danvan.workflow import last_step
from reports.actions import sections as actions
from reports.actions.commune import compile_report
from reports.models import LineChange, Report
from reports.writing.compile import draft, gather
from reports.writing.pieces import pieces_of
from tests.reports.factories import accept_part, make_task
from tests.reports.test_sections import client_of

Kind = LineChange.Kind
WORDS = "- Phòng VH-XH: Đề nghị bổ sung kinh phí tuyên truyền."


@pytest.fixture
def proposals(report, part_of_culture, binh):
    """A section with one drafted line, from the culture department."""
    accept_part(part_of_culture, coordinator=binh)
    compile_report(report, by=binh)
    return report.sections.get(key="proposals")


def told(report):
    changes = report.line_changes.order_by("pk")
    return [(each.kind, each.before, each.after) for each in changes]


def save(section, text, by):
    section.refresh_from_db()
    actions.save_section(section, version=section.version, text=text, by=by)


def test_a_line_that_is_taken_out_and_put_back_leaves_its_trace(proposals, binh):
    report, line = proposals.report, proposals.text
    step = last_step(report)

    save(proposals, "", binh)
    proposals.refresh_from_db()
    out = [piece["key"] for piece in pieces_of(proposals) if not piece["text"]]
    actions.restore_lines(proposals, version=proposals.version, keys=out, by=binh)

    assert told(report) == [(Kind.REMOVE, line, ""), (Kind.RESTORE, "", line)]
    # No step: what was read before may still be submitted.
    assert last_step(report) == step


def test_a_line_cut_and_typed_again_is_nothing_to_remember(proposals, binh):
    report, line = proposals.report, proposals.text

    save(proposals, "", binh)
    assert told(report) == [(Kind.REMOVE, line, "")]
    save(proposals, line, binh)
    assert told(report) == []

    save(proposals, "", binh)
    report.line_changes.update(at=report.line_changes.get().at - timedelta(hours=1))
    save(proposals, line, binh)
    assert told(report) == [(Kind.REMOVE, line, ""), (Kind.RESTORE, "", line)]


@pytest.mark.parametrize(("take", "wanted"), [(True, Kind.ADD), (False, Kind.REFUSE)])
def test_a_marked_line_that_is_taken_or_not_is_told_with_its_words(
    report, half_year, culture, dung, binh, take, wanted
):
    compile_report(report, by=binh)
    make_task(half_year, culture, dung, title="Việc mới giao", due_on="2026-12-31")
    section = report.sections.get(key="outlook")
    line = next(each for each in draft(section, gather(half_year)) if "Việc mới giao" in each.text)
    actions.decide_line(
        section, version=section.version, key=line.key, said=line.text, take=take, by=binh
    )

    assert told(report) == [(wanted, "", line.text)]


def test_the_history_shows_it_grouped_to_those_who_write_and_to_no_unit(
    client, proposals, binh, an, dung
):
    report, line = proposals.report, proposals.text
    save(proposals, "", binh)
    LineChange.objects.create(
        report=report,
        heading=proposals.heading,
        kind=Kind.KEEP,
        before="Cũ.",
        after="Mới.",
        by=binh,
    )
    Report._base_manager.filter(pk=report.pk).update(
        status="issued", number=7, issued_on="2026-06-15"
    )
    url = reverse("reports:report_history", args=[report.pk])

    page = client_of(an).get(url).content.decode()
    assert [each for each in ("Bỏ dòng", "“Cũ.” → “Mới.”") if each not in page] == []
    assert page.count(f"<strong>{proposals.heading}</strong>") == 1

    answer = client_of(dung).get(url)
    assert answer.status_code == 200
    assert [
        each for each in (line[:30], "Bỏ dòng", "Mới.") if each in answer.content.decode()
    ] == []
