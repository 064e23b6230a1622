"""Opening rounds, changing their days, handing to the units what an office above asks for."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from danvan.workflow import MoveRefused
from reports import rules
from reports.actions import rounds as actions
from reports.actions.templates import OutlineGone
from reports.forms.rounds import NO_RECEIVER, ChangeRoundForm, PeriodForm, RoundForm
from reports.forms.year import HandOutForm, YearChoice, YearForm
from reports.rounds.dates import BadDates
from reports.views.rounds import coordinated, rounds_of

ASKED_FROM = "Các đơn vị được báo từ ngày {day:%d/%m/%Y}."


def _status(form):
    return 422 if form is not None and form.is_bound else 200


def round_create(request):
    if not rules.may_open_round(request.user):
        raise PermissionDenied
    given = {
        name: request.GET[name] for name in ("kind", "year", "ordinal") if request.GET.get(name)
    }
    period = PeriodForm(given)
    form = None
    if period.is_valid():
        form = RoundForm(
            request.POST or None,
            user=request.user,
            period=period.cleaned_data,
            way=request.GET.get("theo", ""),
        )
        if form.is_valid():
            opened = _open(request, form)
            if opened:
                return redirect(opened)
    context = {"period": period, "form": form, "opened": _opened_before(request, form)}
    return render(request, "reports/round_form.html", context, status=_status(form))


def _opened_before(request, form):
    """The rounds of the chosen period that stand already, told before the form is filled in, of whatever topic."""
    if form is None:
        return ()
    chosen, label = form.instance, form.initial["label"]
    return rounds_of(request).filter(kind=chosen.kind, year=chosen.year, label=label)


def _open(request, form):
    round = form.save(commit=False)
    units = list(form.cleaned_data["units"])
    try:
        actions.open_round(round, units, by=request.user)
    except (actions.RoundExists, BadDates, OutlineGone) as refusal:
        form.add_error(None, str(refusal))
        return None
    told = (
        f"Đã báo cho {len(units)} đơn vị."
        if round.asked_at
        else ASKED_FROM.format(day=round.asks_on)
    )
    messages.success(request, f"Đã mở {round.name}. {told}")
    return round


def round_year(request):
    """Open the rounds of a year ahead, their dates shown first."""
    if not rules.may_open_round(request.user):
        raise PermissionDenied
    choice = YearChoice({"year": request.GET["year"]} if request.GET.get("year") else {})
    form, has_receiver = None, False
    if choice.is_valid():
        year = choice.cleaned_data["year"]
        form = YearForm(request.POST or None, user=request.user, year=year)
        has_receiver = all(each.round.receiver_id for each in form.planned)
        if has_receiver and form.is_valid():
            opened, known = actions.open_all(
                form.chosen(), list(form.cleaned_data["units"]), by=request.user
            )
            _tell_opened(request, opened, known)
            return redirect("reports:round_list")
    context = {
        "choice": choice,
        "form": form,
        "has_receiver": has_receiver,
        "no_receiver": NO_RECEIVER,
    }
    return render(request, "reports/round_year.html", context, status=_status(form))


def _tell_opened(request, opened, known):
    if opened:
        names = "; ".join(round.name for round in opened)
        messages.success(request, f"Đã mở sẵn {len(opened)} đợt: {names}.")
    if known:
        names = "; ".join(round.name for round in known)
        messages.info(request, f"Người khác vừa mở: {names}. Các đợt này giữ nguyên.")


def round_edit(request, pk):
    round = coordinated(request, pk)
    if round.is_closed:
        messages.error(request, actions.CLOSED)
        return redirect(round)
    form = ChangeRoundForm(request.POST or None, instance=round)
    if form.is_valid():
        units = list(form.cleaned_data["units"])
        # The form has written what was typed into its row; the action compares with what is stored.
        kept = rounds_of(request).get(pk=pk)
        try:
            actions.change_round(kept, units, dates=form.days(), stored=form.stored)
            messages.success(request, f"Đã lưu thay đổi của {round.name}.")
        except (MoveRefused, BadDates) as refusal:
            messages.error(request, str(refusal))
        return redirect(round)
    context = {"round": round, "form": form}
    return render(request, "reports/round_edit.html", context, status=_status(form))


def round_hand_out(request, pk):
    """“Giao cho các đơn vị”: pick the units for a round that an office above has opened."""
    round = coordinated(request, pk)
    if round.asked_at or round.is_closed:
        messages.info(request, "Đợt này đã được giao cho các đơn vị.")
        return redirect(round)
    form = HandOutForm(request.POST or None, round=round)
    if form.is_valid():
        units = list(form.cleaned_data["units"])
        due = form.cleaned_data["parts_due_on"]
        try:
            actions.hand_out(round, units, parts_due_on=due, by=request.user)
            messages.success(request, f"Đã giao cho {len(units)} đơn vị, hạn gửi {due:%d/%m/%Y}.")
        except (MoveRefused, BadDates) as refusal:
            messages.error(request, str(refusal))
        return redirect(round)
    context = {"round": round, "form": form}
    return render(request, "reports/round_hand_out.html", context, status=_status(form))
