"""Rows of the reports app, made by the same actions a person's click calls."""

from datetime import date, timedelta
from decimal import Decimal

from danvan.clock import today
from records.files import keep
from reports.actions import commune, parts, rounds
from reports.models import Indicator, IndicatorValue, Report, ReportRound, RoundRequest
from reports.paper.document import stored_document
from tasks.models import ProgressUpdate, Task

TEXTS = {
    "result": "- Tổ chức 02 hội nghị tuyên truyền.\n- Vận động 15 hộ hiến đất làm đường.",
    "difficulty": "Kinh phí còn hạn chế.",
    "proposal": "Đề nghị bổ sung kinh phí tuyên truyền.",
}

# When what an office asks for is due.
DUE = today() + timedelta(days=40)


def make_round(coordinator, units, **over):
    return rounds.open_round(unsaved_round(coordinator, **over), units, by=coordinator)


def unsaved_round(coordinator, **over):
    home = coordinator.commune
    year, due_on = over.get("year", 2026), over.get("due_on", date(2026, 6, 16))
    fields = {
        "commune": home,
        "receiver": home.receiver_on(date(2026, 6, 16)),
        "kind": ReportRound.Kind.SIX_MONTHS,
        "year": 2026,
        "period_from": date(min(year, due_on.year) - 1, 12, 15),
        "period_to": min(date(year, 6, 14), due_on),
        "parts_due_on": date(2026, 6, 15),
        "due_on": date(2026, 6, 16),
    }
    return ReportRound(**{**fields, **over})


def make_request(receiver, **over):
    """An unsaved RoundRequest of the office where `receiver` works."""
    fields = {
        "receiver": receiver.unit, "kind": "six_months", "year": 2027, "period_from": today() - timedelta(days=60),
        "period_to": DUE - timedelta(days=10), "data_closing_on": DUE - timedelta(days=10), "due_on": DUE,
        "guidance": "Tập trung kết quả đối thoại.", "code": "120/SNV-CCHC", "made_by": receiver,
    }  # fmt: skip
    return RoundRequest(**{**fields, **over})


def fill_part(part, *, figures=None, **texts):
    """Write a part as its unit would; `figures` maps indicator codes to numbers."""
    rows = [
        IndicatorValue(
            report=part, indicator=Indicator.objects.get(code=code), value=Decimal(str(value))
        )
        for code, value in (figures or {}).items()
    ]
    fresh = Report._base_manager.get(pk=part.pk)
    parts.save_part(part, version=fresh.version, texts={**TEXTS, **texts}, figures=rows)
    return part


def accept_part(part, *, coordinator, **filled):
    fill_part(part, **filled)
    parts.move_part(part, "send", by=coordinator)
    parts.move_part(part, "accept", by=coordinator)
    return part


def approve(report, *, coordinator, leader):
    commune.compile_report(report, by=coordinator)
    commune.move_report(report, "submit", by=coordinator)
    commune.move_report(report, "approve", by=leader)
    return report


def make_task(round, unit, person, title="Tuyên truyền pháp luật", news="", **over):
    fields = {
        "commune": round.commune,
        "plan": round.plan,
        "title": title,
        "lead_unit": unit,
        "responsible": person,
        "relation": unit.relation,
        "assigned_by": person,
        "assigned_on": date(2026, 1, 20),
    }
    task = Task.objects.create(**{**fields, **over})
    if news:
        ProgressUpdate.objects.create(task=task, by=person, text=news)
    return task


def pdf_of(words):
    """A kept file that passes for a PDF; printing is tried elsewhere."""
    data = b"%PDF-1.7 " + words.encode()
    return keep(data, name="bao-cao.pdf", content_type="application/pdf")


def issue_report_by_hand(report, pdf, number=12, issued_on=date(2026, 6, 15)):
    """An issued report with its file, without walking the approval path."""
    given = {"number": number, "issued_on": issued_on, "pdf": pdf, "signer_name": "Nguyễn Văn An"}
    for name, value in given.items():
        setattr(report, name, value)
    given["document"] = report.document = stored_document(report)
    Report._base_manager.filter(pk=report.pk).update(status=Report.Status.ISSUED, **given)
    report.status = Report.Status.ISSUED
    return report
