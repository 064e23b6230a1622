"""When an office works: its year, its own days, its hours and how it reads a date."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from calendars import actions, rules
from calendars.calendar import calendar_of, habits_of
from calendars.export import workbook_of
from calendars.forms import DaysForm, HabitsForm
from calendars.hooks import COUNT, total
from calendars.models import CalendarDay
from calendars.year import FIRST_YEAR, LAST_YEAR, SHOWN, WEEKDAYS_IN_SHORT, Year
from danvan.asked import number
from danvan.clock import today

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TAKEN = (
    "Trong lúc trang đang mở, người khác vừa ghi một trong những ngày này. Hãy xem lại danh sách."
)


def _home(request):
    home = request.user.home_unit
    if home is None:
        raise PermissionDenied
    return home


def _require_editor(request):
    if not rules.may_edit(request.user):
        raise PermissionDenied


def _asked_year(request):
    """The year in the address; this year where it is missing, none of ours or no number."""
    asked = number(request.GET.get("nam"), 0)
    return asked if FIRST_YEAR <= asked <= LAST_YEAR else today().year


def _year_of(home, number, user):
    own = CalendarDay.objects.visible_to(user).filter(home=home, day__year=number)
    return Year(number, calendar_of(home), own)


def year(request):
    """A year of the person's office. Whoever may edit writes a day or a span of days down on the same page."""
    home = _home(request)
    if request.method == "POST":
        _require_editor(request)
    form = DaysForm(request.POST or None, home=home, initial=_day_to_begin_with(request))
    if form.is_valid() and _added(request, home, form):
        first = form.cleaned_data["first"]
        return redirect(f"{reverse('calendars:year')}?nam={first.year}")
    shown = _asked_year(request)
    if "nam" in request.GET and request.GET["nam"] != str(shown):
        messages.warning(request, f"Lịch có từ năm 2000 đến năm 2100. Đây là lịch năm {shown}.")
    context = {
        "home": home,
        "year": _year_of(home, shown, request.user),
        "earlier": shown - 1 if shown > FIRST_YEAR else None,
        "later": shown + 1 if shown < LAST_YEAR else None,
        "this_year": today().year,
        "today": today(),
        "weekdays": WEEKDAYS_IN_SHORT,
        "legend": [(kind, *SHOWN[kind]) for kind in SHOWN if kind],
        "form": form,
        "may_edit": rules.may_edit(request.user),
        "is_filling": form.is_bound or bool(form.initial),
    }
    return render(request, "calendars/year.html", context)


def _day_to_begin_with(request):
    """The form as a link in the list of holidays opens it: to work on that day."""
    try:
        day = parse_date(request.GET.get("ngay", ""))
    except ValueError:
        day = None
    return {"kind": DaysForm.WORK, "first": day} if day else {}


def _added(request, home, form):
    """Whether the days are written down now; otherwise the form says why not."""
    cleaned = form.cleaned_data
    try:
        actions.add_days(home, form.days, is_off=form.is_off, name=cleaned["name"])
    except actions.DaysTaken:
        form.add_error(None, TAKEN)
        return False
    span = f"{cleaned['first']:%d/%m/%Y}"
    if cleaned["last"] != cleaned["first"]:
        span = f"từ {span} đến {cleaned['last']:%d/%m/%Y}"
    what = "nghỉ" if form.is_off else "làm việc"
    messages.success(request, f"Đã ghi {span}: {what} ({cleaned['name']}).")
    return True


@require_POST
def take_back(request):
    """Drop own days; the national calendar holds for them again."""
    _home(request)
    _require_editor(request)
    asked = [number(pk, 0) for pk in request.POST.getlist("day")]
    gone = actions.take_back(CalendarDay.objects.visible_to(request.user).filter(pk__in=asked))
    if gone:
        messages.success(request, f"Đã bỏ {gone} ngày riêng. Những ngày đó lại theo lịch chung.")
    else:
        messages.info(request, "Những ngày này đã được bỏ trước đó.")
    back = number(request.POST.get("nam"), today().year)
    return redirect(f"{reverse('calendars:year')}?nam={back}")


def export(request):
    home, asked = _home(request), _asked_year(request)
    made = workbook_of(_year_of(home, asked, request.user))
    response = HttpResponse(made, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="lich-lam-viec-{asked}.xlsx"'
    return response


def habits(request):
    """Hours for mail and the reading of "trước ngày": everybody of the office reads, whoever may edit changes."""
    home = _home(request)
    may_edit = rules.may_edit(request.user)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    stored = habits_of(home)
    # A copy of its own: a form writes into its instance while it is being judged.
    form = HabitsForm(request.POST or None, instance=habits_of(home))
    is_stale = False
    if form.is_valid():
        try:
            _save(request, home, form)
        except actions.Stale:
            is_stale, stored = True, habits_of(home)
        else:
            return redirect("calendars:habits")
    context = {
        "home": home,
        "form": form,
        "stored": stored,
        "is_stale": is_stale,
        "may_edit": may_edit,
        "to_move": total(COUNT, home, stored) if may_edit else 0,
    }
    return render(request, "calendars/habits.html", context)


def _save(request, home, form):
    moved = actions.save_habits(
        home,
        form.fields_to_save(),
        version=number(request.POST.get("version"), -1),
        by=request.user,
        move_work=form.cleaned_data["move_work"],
    )
    words = f" {moved} nhiệm vụ đang mở đã đổi hạn theo cách tính mới." if moved else ""
    messages.success(request, f"Đã lưu giờ làm việc và cách tính hạn.{words}")
