"""Fields that forms of rounds and requests share, and the judgement of their days."""

from django import forms

from reports.models import IndicatorSet, ReportTemplate
from reports.outlines.templates import choosable, default_template
from reports.rounds.dates import problems_of


def date_field(label, **kwargs):
    # The browser's own picker; it wants the date in this form whatever language the page has.
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y"], **kwargs
    )


class TemplateChoice(forms.ModelChoiceField):
    """The outline a round is opened with; what the report is about follows from it."""

    def __init__(self, **kwargs):
        super().__init__(
            label="Nội dung, đề cương",
            queryset=ReportTemplate.objects.none(),
            empty_label=None,
            **kwargs,
        )

    def offer(self, form, user):
        """Those this person may use, the one on công tác dân vận chính quyền chosen at first."""
        form.initial["template"] = default_template().pk
        self.queryset = choosable(user)


class SetChoice(forms.ModelChoiceField):
    """The figures that are asked: the published sets of these offices, and the shared ones."""

    def __init__(self, **kwargs):
        super().__init__(
            label="Bộ chỉ tiêu số liệu",
            queryset=IndicatorSet.objects.none(),
            required=False,
            empty_label="Theo bộ chỉ tiêu đang áp dụng",
            **kwargs,
        )

    def offer(self, user, offices, year):
        found = IndicatorSet.objects.visible_to(user).filter(is_published=True, year__lte=year)
        self.queryset = found.filter(owner__in=offices) | found.filter(owner=None)


def add_problems(form, days):
    """Put what contradicts itself between the days to the fields they were typed in."""
    for name, sentence in problems_of(days).items():
        if name in form.fields and name not in form.errors:
            form.add_error(name, sentence)
