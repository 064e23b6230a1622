"""The sheet for the weekly meeting: on the screen, as PDF of one page, as a workbook."""

from django.shortcuts import render

from danvan.asked import number
from records.serving import file_response, made_response
from tasks import week_jobs
from tasks.forms.filters import OF_THE_VIEW
from tasks.models import Task
from tasks.views.narrowed import narrowed
from tasks.week import monday_of, remark_on, sheet_of
from tasks.week_sheet import shares_of, workbook_of

# On the screen and on what the browser prints of it.
MOST_LINES = 30


def week(request):
    found = narrowed(request)
    sheet = sheet_of(found.tasks(), monday_of(request.GET.get("week")))
    shares = shares_of([len(part.tasks) for part in sheet.parts], MOST_LINES)
    parts = [
        {
            "part": part,
            "lines": [(task, remark_on(task, part.key, sheet.as_of)) for task in part.tasks[:share]],
            "left": len(part.tasks) - share,
        }
        for part, share in zip(sheet.parts, shares, strict=True)
    ]  # fmt: skip
    asked = {name for name, value in found.filters.items() if value}
    others = asked - {"unit", *OF_THE_VIEW}
    context = found.context(sheet=sheet, parts=parts, prints_all=not others)
    return render(request, "tasks/week.html", context)


def week_xlsx(request):
    sheet = sheet_of(narrowed(request).tasks(), monday_of(request.GET.get("week")))
    return made_response(workbook_of(sheet), name=f"giao-ban-{sheet.monday:%Y%m%d}.xlsx")


def week_pdf(request):
    """The sheet of a week, of all units or of one, on one page: what was printed before at once, else ordered."""
    user = request.user
    monday, home = monday_of(request.GET.get("week")), user.home_unit
    key = week_jobs.key_of(user, monday, _unit_asked(request))
    if file := week_jobs.printed(home, key):
        return file_response(file, inline="tai-ve" not in request.GET)
    row = week_jobs.last_order(home, key)
    if row is None or (row.is_finished and "lai" in request.GET):
        row = week_jobs.order_sheet(home, key, monday, by=user)
    if not request.htmx:
        return render(request, "tasks/week_pdf.html", {"row": row, "monday": monday})
    poll = {"row": row, "poll": request.get_full_path()}
    response = render(request, "plans/_progress.html", poll)
    if row.is_finished:
        response["HX-Refresh"] = "true"
    return response


def _unit_asked(request):
    """A unit with tasks that this person sees, or None: a stranger's number orders nothing."""
    unit = number(request.GET.get("unit"))
    seen = unit and Task.objects.visible_to(request.user).filter(lead_unit=unit).exists()
    return unit if seen else None
