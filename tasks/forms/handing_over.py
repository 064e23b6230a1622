"""Who takes what over: one taker for all, another for single rows, or a row that stays."""

import uuid

from django import forms

from danvan.asked import number
from tasks.actions import Taken
from tasks.hand_overs import heir_of

STAYS = "-"
NOBODY = "Chưa chọn người nhận. Hãy chọn người nhận chung, hoặc người nhận ở từng việc."


class Row:
    """A task or series on the page, with the field that chooses its taker."""

    def __init__(self, form, thing, name):
        self.thing, self.name = thing, name
        self.is_task = name.startswith("task-")
        self.field = form[name]


class HandOverForm(forms.Form):
    """One field for each thing in hand, "task-<pk>" or "series-<pk>": "" follows the common taker, "-" stays."""

    taker = forms.TypedChoiceField(
        label="Người nhận chung", required=False, coerce=int, empty_value=None
    )
    moves_unit = forms.BooleanField(
        label="Chuyển đơn vị chủ trì theo đơn vị của người nhận",
        required=False,
        help_text="Không đánh dấu thì đơn vị chủ trì giữ nguyên, chỉ đổi người chịu trách nhiệm. Việc định kỳ luôn "
        "chuyển theo đơn vị của người nhận.",
    )
    reason = forms.CharField(
        label="Lý do bàn giao",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Ví dụ: nghỉ hưu, chuyển công tác"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, giver, work, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.staff, self.giver = staff, giver
        people = [(pk, name) for pk, name in staff.person_choices()[1:] if pk != giver.pk]
        self.fields["taker"].choices = [("", "Chọn người nhận"), *people]
        self.rows = []
        self.people = people
        for kind, things in (("task", work.tasks), ("series", work.series)):
            for thing in things:
                self._add(f"{kind}-{thing.pk}", thing)

    def _add(self, name, thing):
        heir = heir_of(thing.lead_unit, self.staff)
        self.fields[name] = forms.ChoiceField(
            label=f"Người nhận: {thing.title}",
            required=False,
            initial=heir if heir != self.giver.pk else "",
            choices=[("", "Theo người nhận chung"), (STAYS, "Không bàn giao"), *self.people],
        )
        self.rows.append(Row(self, thing, name))

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any([*map(self._taker_of, self.rows), *self._gone()]):
            self.add_error("taker", NOBODY)
        return cleaned

    def _gone(self):
        """{task pk: taker pk} of rows the person saw that are no longer there: somebody was quicker."""
        known = {row.name for row in self.rows}
        sent = {name: words for name, words in self.data.items() if name.startswith("task-")}
        chosen = {
            number(name.removeprefix("task-")): number(words) or self.cleaned_data.get("taker")
            for name, words in sent.items()
            if name not in known and words != STAYS
        }
        return {pk: taker for pk, taker in chosen.items() if pk and taker in self.staff.people}

    def _taker_of(self, row):
        chosen = self.cleaned_data.get(row.name)
        if chosen == STAYS:
            return None
        return int(chosen) if chosen else self.cleaned_data.get("taker")

    def taken(self):
        """({task pk: Taken}, {series pk: Taken}) as chosen; rows that stay are left out."""
        tasks = {pk: Taken(self.staff.people[taker]) for pk, taker in self._gone().items()}
        series = {}
        for row in self.rows:
            pk = self._taker_of(row)
            if pk:
                # The tasks of a series go to the head of its unit where its person does not work there.
                follows = self.cleaned_data["moves_unit"] or not row.is_task
                unit = self._unit_of(pk, row.thing) if follows else None
                (tasks if row.is_task else series)[row.thing.pk] = Taken(
                    self.staff.people[pk], unit
                )
        return tasks, series

    def _unit_of(self, person_pk, thing):
        """The taker's unit, the lead unit itself where the taker works there too."""
        if self.staff.works_in(person_pk, thing.lead_unit_id):
            return None
        units = (
            unit for pk, unit in self.staff.units.items() if self.staff.works_in(person_pk, pk)
        )
        return next(units, None)
