"""Unsaved reports of a round: the part of each unit, the report of the commune. Nothing here writes."""

from danvan.vietnamese import search_text
from reports.models import Report, ReportSection
from reports.outlines.templates import headings_asked, headings_of, sections_of
from reports.writing.opening import opening_of

SYMBOL = "BC-UBND"
RECIPIENTS = "Như trên\nChủ tịch, các Phó Chủ tịch UBND\nLưu: VT"


def make_parts(round, units):
    """Give each of these units its empty part of the round; returns the parts. Two statements and the outline."""
    asked = headings_asked(round)
    parts = Report.objects.bulk_create(_part(round, unit) for unit in units)
    ReportSection.objects.bulk_create(
        section for part in parts for section in sections_of(part, asked)
    )
    return parts


def make_reports(rounds, template, *, author=None):
    """Give each round the report of its commune, with the headings of the template. Two statements and the outline.

    Needs `commune`, `receiver`, `plan`, and `request` with its `receiver`, of each round.
    """
    _, own = headings_of(template)
    made = [_commune_report(round, template.topic, author) for round in rounds]
    made = Report.objects.bulk_create(made)
    ReportSection.objects.bulk_create(
        section for report in made for section in sections_of(report, own)
    )
    return made


def _part(round, unit):
    title = f"Phần của {unit.short_name}: {round.name}"
    return Report(
        round=round,
        scope=Report.Scope.PART,
        unit=unit,
        title=title[:500],
        search_text=search_text(title),
    )


def _commune_report(round, topic, author):
    commune = round.commune
    subject = f"{topic} {round.period_words}"
    return Report(
        round=round,
        scope=Report.Scope.COMMUNE,
        unit=commune,
        author=author,
        title=f"Kết quả {subject}"[:500],
        opening=opening_of(round, subject),
        closing=(
            f"Trên đây là báo cáo kết quả {subject}, {commune.short_name} kính gửi "
            f"{round.receiver.name} tổng hợp./."
        ),
        addressees=(round.request and round.request.addressees) or round.receiver.name,
        recipients=RECIPIENTS,
        place=commune.place,
        symbol=SYMBOL,
        search_text=search_text(round.name, commune.short_name),
    )
