"""Report rounds of the sample: the finished one handed in by two communes, the open one half filled."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from calendars.calendar import calendar_of
from danvan.clock import today
from documents import missing_pdf_support
from home.sample.year import do_waiting_work
from records.register import next_number
from reports.actions.commune import compile_report, move_report
from reports.actions.issuing import issue_report
from reports.actions.parts import move_part, save_part
from reports.actions.rounds import open_round, plan_of, units_that_owe
from reports.actions.sections import save_section
from reports.actions.submissions import hand_in, mark_opened, move_submission
from reports.figures.values import asked_of
from reports.models import IndicatorValue, Report, ReportRound, Submission
from reports.outlines.outline import DIFFICULTY, PROPOSAL, RESULT
from reports.rounds.periods import default_period

K = ReportRound.Kind
RESULTS = (
    "Đã quán triệt kế hoạch đến toàn thể thành viên; tổ chức 03 buổi tuyên truyền tại nhà văn hóa thôn.\n\n"
    "Vận động 56 hộ tham gia chỉnh trang ngõ xóm, đóng góp 112 ngày công."
)
DIFFICULTIES = "Một số hộ đi làm ăn xa nên khó họp đông đủ."
PROPOSALS = "Đề nghị hỗ trợ kinh phí in tài liệu tuyên truyền."
REMARKS = "Đề nghị nêu rõ nội dung kiến nghị với Sở Nội vụ ở mục đề xuất, kiến nghị rồi nộp lại."
ADDED = "Kiến nghị Sở Nội vụ mở lớp tập huấn công tác dân vận cho đội ngũ trưởng thôn."


def finished_and_open():
    """((kind, year) of the round that is over, (kind, year) of the one under way) on this day."""
    day = today()
    if day.month >= 7:
        return (K.SIX_MONTHS, day.year), (K.YEAR, day.year)
    return (K.YEAR, day.year - 1), (K.SIX_MONTHS, day.year)


def open_one(which, coordinator):
    kind, year = which
    commune = coordinator.commune
    days = default_period(kind, year, calendar=calendar_of(commune))
    round = ReportRound(
        commune=commune,
        kind=kind,
        year=year,
        receiver=commune.receiver_on(days.due_on),
        plan=plan_of(commune, year),
        **days._asdict(),
    )
    units = [unit for unit in units_that_owe(commune, today()) if unit.has_people]
    return open_round(round, units, by=coordinator)


def fill_parts(round, coordinator, *, most=None, accept=True):
    """Write and send the parts of a round, the first `most` of them; the coordinator accepts them."""
    parts = Report.objects.visible_to(coordinator).filter(round=round, scope=Report.Scope.PART)
    for part in parts[:most]:
        save_part(part, version=part.version, texts=_texts(part), figures=_figures(part))
        part.refresh_from_db()
        move_part(part, "send", by=coordinator)
        if accept:
            move_part(part, "accept", by=coordinator)


def _texts(part):
    words = {RESULT: RESULTS, DIFFICULTY: DIFFICULTIES, PROPOSAL: PROPOSALS}
    return {section.key: words.get(section.key, section.text) for section in part.sections.all()}


# What one unit does in half a year, about; what is solved is never more than what came in.
USUAL = {
    "documents": 1, "conferences": 2, "listeners": 85, "news": 6, "receptions": 4, "petitions": 3,
    "petitions-solved": 2, "dialogues": 1, "opinions": 7, "opinions-answered": 6, "files": 96, "files-in-time": 94,
    "files-online": 71, "published": 5, "meetings": 3, "mediations": 2, "mediations-won": 1, "models": 1,
    "models-recognised": 0, "money": Decimal("18.5"), "workdays": 112, "land": 140, "supervisions": 1,
    "supervision-answers": 1,
}  # fmt: skip
# Of the year under way few units have sent, and yet the year is not less than its first half.
OF_A_YEAR = 12


def _figures(part):
    """The figures of a unit, the larger the further down it stands; every fifth is one it has nothing to say of."""
    times = 1 + part.unit.position % 3
    if part.round.kind == K.YEAR:
        times *= OF_A_YEAR
    for indicator in asked_of(part):
        # What belongs together (petitions, petitions-solved) is missing together.
        place = sum(map(ord, indicator.code[:5]))
        if (place + part.unit.position) % 5 == 4:
            yield IndicatorValue(report=part, indicator=indicator, has_no_data=True)
        else:
            yield IndicatorValue(
                report=part, indicator=indicator, value=USUAL.get(indicator.code, 1) * times
            )


def _remember_last_year(report):
    """As a coordinator would enter it who has last year's report on paper: a little less of everything."""
    for figure in report.figures.exclude(value=None):
        share = Decimal(80 + figure.indicator_id % 18) / 100
        figure.previous = (figure.value * share).quantize(Decimal(1))
        figure.save(update_fields=["previous"])


def hand_in_report(round, coordinator, leader, clerk):
    """Compile, approve, issue, print and hand in the commune's report; returns the Submission or None without PDF."""
    report = Report.objects.visible_to(coordinator).get(round=round, scope=Report.Scope.COMMUNE)
    compile_report(report, by=coordinator)
    _remember_last_year(report)
    # Once more, so that the words of the report name last year's figures too.
    compile_report(report, by=coordinator)
    report.refresh_from_db()
    return _issue_and_hand_in(report, coordinator, leader, clerk)


def _issue_and_hand_in(report, coordinator, leader, clerk):
    round = report.round
    move_report(report, "submit", by=coordinator)
    move_report(report, "approve", by=leader)
    number = next_number(round.commune, report.symbol, round.due_on.year)
    issue_report(report, number=number, issued_on=min(round.due_on, today()), by=clerk)
    if missing_pdf_support():
        return None
    do_waiting_work()
    report.refresh_from_db()
    submission = hand_in(report, by=clerk)
    _date_back(submission, round)
    return submission


def return_and_hand_in_again(submission, receiver, coordinator, leader, clerk):
    """The office returns a report with its remarks; the commune answers them and hands in a second time."""
    mark_opened(submission, by=receiver)
    submission.refresh_from_db()
    move_submission(submission, "send_back", by=receiver, note=REMARKS)
    report = Report.objects.visible_to(coordinator).get(pk=submission.report_id)
    move_report(report, "reopen", by=coordinator)
    section = report.sections.get(key="proposals")
    words = f"{section.text}\n{ADDED}".strip()
    save_section(section, version=section.version, text=words, by=coordinator)
    report.refresh_from_db()
    return _issue_and_hand_in(report, coordinator, leader, clerk)


def _date_back(submission, round):
    """As if all had come on the last day, and not when the demo was started."""
    evening = datetime.combine(min(round.due_on, today()), time(15, 30))
    at = {"submitted_at": timezone.make_aware(evening)}
    why = "sample data is dated back"
    Submission.objects.unscoped(why).filter(pk=submission.pk).update(**at)
    parts = Report.objects.unscoped(why).filter(round=round, scope=Report.Scope.PART)
    parts.update(sent_at=at["submitted_at"] - timedelta(days=1))


def accept_submission(submission, receiver):
    mark_opened(submission, by=receiver)
    submission.refresh_from_db()
    move_submission(submission, "accept", by=receiver, note="Báo cáo đầy đủ, đúng thời hạn.")
