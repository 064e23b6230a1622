"""What is still missing, in words a person can act on. Errors stop the next step, the rest is a reminder."""

from typing import NamedTuple

from reports.figures.checks import facts_of, findings_of_report
from reports.figures.values import typed_in
from reports.models import Report
from reports.outlines import outline
from reports.writing.sheets import field_of, is_bare, is_of_tasks, own_text, sheet_of

SHOWN = 4


class Gap(NamedTuple):
    words: str
    stops: bool = False
    # The id of the box on the writing page that it speaks of.
    place: str = ""


NONE_WORDS = "bấm “Không có” nếu không có"


def gaps_of_part(part, sheet=None):
    """What a unit's part lacks before it is sent; `sheet` is its Sheet where it is at hand."""
    sheet = sheet or sheet_of(part)
    gaps = [*_gaps_of_results(sheet), *_gaps_of_tasks(sheet)]
    for section in sheet.sections:
        if section.key == outline.RESULT or is_of_tasks(section) or own_text(sheet, section):
            continue
        words = f"Chưa ghi mục “{section.heading}” ({NONE_WORDS})."
        gaps.append(Gap(words, place=f"muc-{section.key}"))
    return gaps + _gaps_of_figures(part, "để trống chỉ tiêu không thuộc đơn vị", place="so-lieu")


def _gaps_of_results(sheet):
    asked = [each for each in sheet.sections if is_of_tasks(each) or each.key == outline.RESULT]
    asked = asked or sheet.sections
    if any(piece["text"] for section in asked for piece in sheet.pieces[section.pk]):
        return []
    place = f"muc-{asked[-1].key}" if asked else ""
    return [Gap("Chưa có nội dung kết quả.", stops=True, place=place)]


def _gaps_of_tasks(sheet):
    pieces = [piece for each in sheet.sections for piece in sheet.pieces[each.pk]]
    bare = [field_of(piece["key"]) for piece in pieces if is_bare(piece)]
    if not bare:
        return []
    words = f"{len(bare)} nhiệm vụ mới ghi tình trạng, chưa ghi đã làm được gì."
    return [Gap(words, place=f"o-{bare[0]}")]


def _gaps_of_figures(report, hint, place="", *, final=False):
    facts = facts_of(report, final=final)
    asked = typed_in(report, facts.indicators)
    filled = {figure.indicator_id for figure in report.figures.all() if figure.is_filled}
    missing = [each for each in asked if each.pk not in filled]
    gaps = _gaps_of_findings(findings_of_report(report, facts), place)
    if missing:
        words = f"Còn {len(missing)} trên {len(asked)} số liệu chưa điền ({hint})."
        gaps.append(Gap(words, place=place))
    return gaps


def _gaps_of_findings(found, place):
    """The worst few of the figures that do not agree; the figures' own page tells them all."""
    worst = sorted(found, key=lambda each: not each.stops)
    gaps = [Gap(each.words, each.stops, place) for each in worst[:SHOWN]]
    if rest := worst[SHOWN:]:
        stops = any(each.stops for each in rest)
        gaps.append(
            Gap(f"Còn {len(rest)} chỗ số liệu chưa khớp, xem ở biểu số liệu.", stops, place)
        )
    return gaps


def gaps_of_report(report, *, final=False):
    """What the commune's report lacks before it is approved, issued or handed in; places are those of its page.

    `final`: it is being submitted, so that its figures are held to be complete, see checks.facts_of.
    """
    sections = list(report.sections.all())
    gaps = [*_gaps_of_body(sections)]
    if not report.addressees.strip():
        gaps.append(Gap("Chưa ghi nơi kính gửi.", stops=True, place="phan-dau"))
    if not report.signer_name:
        words = "Chưa chọn người ký (nếu để trống, người duyệt là người ký)."
        gaps.append(Gap(words, place="phan-dau"))
    gaps += _gaps_of_parts(report)
    hint = "ghi “không có số liệu” nếu không có"
    return gaps + _gaps_of_figures(report, hint, place="so-lieu", final=final)


def _gaps_of_body(sections):
    """Without results there is no report; headings that only a person can fill are called to mind.

    An outline of one's own may do without either.
    """
    results = [each for each in sections if _is_of_results(each)] or sections
    if not any(each.text.strip() for each in results):
        place = f"muc-{results[0].key}" if results else ""
        words = "Chưa có nội dung phần kết quả thực hiện: đầu mối bấm “Tổng hợp”."
        yield Gap(words, stops=True, place=place)
    for each in sections:
        if each.key == "assessment-strengths" and not each.text.strip():
            yield Gap("Chưa viết đánh giá ưu điểm.", place=f"muc-{each.key}")


def _is_of_results(section):
    return section.writer == "the_results" or section.key.startswith("results")


def _gaps_of_parts(report):
    parts = report.round.reports.filter(scope=Report.Scope.PART).select_related("unit")
    waiting = [part.unit.short_name for part in parts if part.status != Report.Status.ACCEPTED]
    if not waiting:
        return []
    names = ", ".join(waiting[:6]) + (" và các đơn vị khác" if len(waiting) > 6 else "")
    return [Gap(f"{len(waiting)} đơn vị chưa có phần được tiếp nhận: {names}.")]


# The place of what is said of figures.
FIGURES = "so-lieu"


def stopping(gaps):
    return [gap.words for gap in gaps if gap.stops]
