from django import forms

from accounts.models import Membership, Role, Unit
from danvan.clock import today
from plans.models import Plan
from records.register import next_number
from reports.actions.rounds import plan_of, units_that_owe
from reports.figures import indicators_for, read_number, written
from reports.models import IndicatorValue, Report, ReportRound
from reports.outline import PART_OUTLINE
from reports.periods import K, default_period, label_of, round_to_open_now

EARLIEST_YEAR = 2020
DATES = ("period_from", "period_to", "parts_due_on", "due_on")


def date_field(label, **kwargs):
    # The browser's own picker; it wants the date in this form whatever language the page has.
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y"], **kwargs
    )


class PeriodForm(forms.Form):
    """Which round: asked first, by GET, because the days of the second form follow from it."""

    kind = forms.ChoiceField(
        label="Kỳ báo cáo", choices=K.choices, widget=forms.Select(attrs={"class": "form-select"})
    )
    year = forms.IntegerField(
        label="Năm",
        min_value=EARLIEST_YEAR,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )
    ordinal = forms.IntegerField(
        label="Tháng (quý) thứ",
        min_value=1,
        max_value=12,
        required=False,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )

    def __init__(self, given):
        kind, year = round_to_open_now()
        super().__init__({"kind": kind, "year": year, **given})
        self.fields["year"].max_value = today().year + 1
        if self.data["kind"] not in (K.MONTH, K.QUARTER):
            del self.fields["ordinal"]

    def clean(self):
        cleaned = super().clean()
        most = {K.MONTH: 12, K.QUARTER: 4}.get(cleaned.get("kind"), 1)
        ordinal = cleaned.get("ordinal") or 1
        if ordinal > most:
            self.add_error("ordinal", f"Nhập số từ 1 đến {most}.")
        if not EARLIEST_YEAR <= (cleaned.get("year") or EARLIEST_YEAR) <= today().year + 1:
            self.add_error("year", f"Nhập năm từ {EARLIEST_YEAR} đến {today().year + 1}.")
        return {**cleaned, "ordinal": min(ordinal, most)}


class RoundForm(forms.ModelForm):
    period_from = date_field("Số liệu từ ngày")
    period_to = date_field("Đến hết ngày", help_text="Ngày chốt số liệu.")
    parts_due_on = date_field("Hạn các đơn vị gửi")
    due_on = date_field("Hạn nộp cấp trên")
    units = forms.ModelMultipleChoiceField(
        label="Các đơn vị gửi phần báo cáo",
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"required": "Chọn ít nhất một đơn vị gửi phần báo cáo."},
    )

    class Meta:
        model = ReportRound
        fields = ["label", *DATES, "receiver", "plan"]

    def __init__(self, *args, user, period, **kwargs):
        kind, year, ordinal = period["kind"], period["year"], period["ordinal"]
        commune, days = user.commune, default_period(kind, year, ordinal)
        owing = units_that_owe(commune, today())
        super().__init__(
            *args,
            instance=ReportRound(commune=commune, kind=kind, year=year),
            initial={
                **days._asdict(),
                "label": label_of(kind, year, ordinal),
                "receiver": commune.receiver_on(days.due_on),
                "plan": plan_of(commune, year),
                "units": [unit.pk for unit in owing if unit.has_people],
            },
            **kwargs,
        )
        self.fields["units"].queryset = owing
        self.fields["receiver"].queryset = Unit.objects.filter(
            received_communes__commune=commune
        ).distinct()
        self.fields["receiver"].empty_label = None
        self.fields["plan"].queryset = Plan.objects.visible_to(user).issued()
        self.fields["plan"].empty_label = "Không theo kế hoạch nào"
        self._settle_label(kind, year, ordinal)

    def _settle_label(self, kind, year, ordinal):
        """Only an ad-hoc round has a name of its own; the others are named by their period."""
        if kind == K.AD_HOC:
            self.fields["label"].required = True
            self.fields["label"].help_text = "Ví dụ: đột xuất về phòng, chống thiên tai tháng 9."
        else:
            del self.fields["label"]
            self.instance.label = label_of(kind, year, ordinal)

    def _get_validation_exclusions(self):
        # Not on the page, yet together they name the round that may be opened only once.
        return super()._get_validation_exclusions() - {"commune", "kind", "year", "label"}

    def unit_choices(self):
        """(checkbox, whether somebody of the unit can write) for the page."""
        people = {unit.pk: unit.has_people for unit in self.fields["units"].queryset}
        return [(box, people[box.data["value"].value]) for box in self["units"]]


class PartForm(forms.Form):
    """The words of a unit's part, one box for each heading, and the version they were opened on."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    HINTS = {
        "result": "Mỗi ý một dòng. Nêu việc đã làm, con số, kết quả.",
        "difficulty": "Ghi “Không” nếu không có.",
        "proposal": "Ghi “Không” nếu không có.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for heading in PART_OUTLINE:
            rows = 10 if heading.key == "result" else 4
            self.fields[heading.key] = forms.CharField(
                label=heading.words,
                required=False,
                max_length=20_000,
                help_text=self.HINTS[heading.key],
                widget=forms.Textarea(attrs={"rows": rows}),
            )

    def texts(self):
        return {heading.key: self.cleaned_data[heading.key] for heading in PART_OUTLINE}


class FiguresForm(forms.Form):
    """One line for each indicator: the figure, "không có số liệu", a note."""

    def __init__(self, data=None, *, report):
        super().__init__(data)
        self.report = report
        self.asked = indicators_for(report.round)
        self.stored = {figure.indicator_id: figure for figure in report.figures.all()}
        for indicator in self.asked:
            self._add_line(indicator, self.stored.get(indicator.pk))

    def _add_line(self, indicator, figure):
        label, pk = indicator.label, indicator.pk
        self.fields[f"value-{pk}"] = forms.CharField(
            label=label,
            required=False,
            max_length=30,
            initial=written(figure.value) if figure else "",
            widget=forms.TextInput(
                attrs={"inputmode": "decimal", "class": "num", "aria-label": label}
            ),
        )
        self.fields[f"none-{pk}"] = forms.BooleanField(
            label="Không có số liệu",
            required=False,
            initial=bool(figure and figure.has_no_data),
            widget=forms.CheckboxInput(attrs={"aria-label": f"Không có số liệu: {label}"}),
        )
        self.fields[f"note-{pk}"] = forms.CharField(
            label="Ghi chú",
            required=False,
            max_length=300,
            initial=figure.note if figure else "",
            widget=forms.TextInput(
                attrs={"placeholder": "Ghi chú", "aria-label": f"Ghi chú: {label}"}
            ),
        )

    def clean(self):
        cleaned = super().clean()
        for indicator in self.asked:
            name = f"value-{indicator.pk}"
            try:
                cleaned[name] = read_number(cleaned.get(name) or "")
            except ValueError as problem:
                self.add_error(name, str(problem))
                continue
            if cleaned[name] is not None and cleaned.get(f"none-{indicator.pk}"):
                self.add_error(name, "Vừa có số vừa đánh dấu “Không có số liệu”. Hãy chọn một.")
        return cleaned

    def figures(self):
        """What was typed, as unsaved rows."""
        return [
            IndicatorValue(
                report=self.report,
                indicator=each,
                value=self.cleaned_data[f"value-{each.pk}"],
                has_no_data=self.cleaned_data[f"none-{each.pk}"],
                note=self.cleaned_data[f"note-{each.pk}"],
            )
            for each in self.asked
        ]

    def lines(self):
        """For the page: the indicator, its three fields, and the sum of the units where it differs."""
        for each in self.asked:
            figure = self.stored.get(each.pk)
            differs = figure and figure.compiled is not None and figure.compiled != figure.value
            yield {
                "indicator": each,
                "value": self[f"value-{each.pk}"],
                "none": self[f"none-{each.pk}"],
                "note": self[f"note-{each.pk}"],
                "sum": written(figure.compiled) if differs else "",
                "stored": _as_read(figure),
            }


def _as_read(figure):
    if figure is None:
        return ""
    return "Không có số liệu" if figure.has_no_data else written(figure.value)


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class SectionForm(VersionForm):
    text = forms.CharField(
        label="Nội dung",
        required=False,
        max_length=60_000,
        help_text="Mỗi dòng một đoạn. Dòng bắt đầu bằng “-” là gạch đầu dòng, “+” là ý nhỏ bên dưới.",
        widget=forms.Textarea(attrs={"rows": 16}),
    )


class BasicsForm(forms.ModelForm):
    """The parts of the document around its body."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Report
        fields = [
            "title",
            "addressees",
            "opening",
            "closing",
            "recipients",
            "place",
            "signature_form",
            "signer",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in {"addressees": 2, "opening": 4, "closing": 3, "recipients": 4}.items()
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        leaders = Membership.objects.current().filter(
            role=Role.LEADER, unit__commune=user.commune, person__is_active=True
        )
        signer = self.fields["signer"]
        signer.queryset = signer.queryset.filter(pk__in=leaders.values("person"))
        signer.empty_label = "Người duyệt báo cáo"

    def values(self):
        """Field name → value, with the signer's name as it will be printed."""
        given = {name: self.cleaned_data[name] for name in self.Meta.fields}
        signer = given["signer"]
        return {**given, "signer_name": signer.full_name if signer else ""}


class IssueForm(forms.Form):
    number = forms.IntegerField(label="Số", min_value=1, max_value=99_999)
    issued_on = date_field("Ngày ban hành")

    def __init__(self, *args, report, **kwargs):
        commune = report.round.commune
        number = next_number(commune, report.symbol, today().year)
        super().__init__(*args, initial={"number": number, "issued_on": today()}, **kwargs)

    def clean_issued_on(self):
        day = self.cleaned_data["issued_on"]
        if day > today():
            raise forms.ValidationError("Ngày ban hành không được sau ngày hôm nay.")
        return day
