from django import forms

from plans.recipients import tidied
from plans.signing import choices_of, possible_signers
from reports.figures import indicators_for, read_number, written
from reports.models import IndicatorValue, Report
from reports.outline import PART_OUTLINE


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
        signer = self.fields["signer"]
        signer.queryset = possible_signers(user.commune)
        signer.empty_label = "Người duyệt báo cáo"
        self.fields["signature_form"].choices = choices_of(
            user.commune, self.instance.signature_form
        )

    def clean_recipients(self):
        return tidied(self.cleaned_data["recipients"])

    def values(self):
        """Field name → value, with the signer's name as it will be printed."""
        given = {name: self.cleaned_data[name] for name in self.Meta.fields}
        signer = given["signer"]
        return {**given, "signer_name": signer.full_name if signer else ""}
