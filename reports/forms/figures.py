"""The figures of a report as a person types them; the same form in a unit's part and in the commune's report."""

from django import forms

from reports.figures.checks import facts_of, findings, summary_of
from reports.figures.numbers import change_words, read_figure, read_number, written
from reports.figures.values import typed_in, with_formulas
from reports.models import IndicatorValue

NOTHING_FILLED = "○ Chưa điền số liệu nào."
BOTH = "Vừa có số vừa đánh dấu “Không có số liệu”. Hãy chọn một."


class FiguresForm(forms.Form):
    """One line for each indicator that is typed: the figure, "không có số liệu", a note; in the commune's report
    also last year's figure where the portal does not know it.

    A line that was not sent is left as it is stored, so that a page may send only what changed.
    """

    def __init__(self, data=None, *, report, facts=None, final=False):
        super().__init__(data)
        self.report = report
        # Held to be complete, as when the report is submitted: see checks.facts_of.
        self.final = final
        self.facts = facts or facts_of(report, final=final)
        self.asked = typed_in(report, self.facts.indicators)
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
        )
        self.fields[f"none-{pk}"] = forms.BooleanField(
            label=f"Không có số liệu: {label}",
            required=False,
            initial=bool(figure and figure.has_no_data),
        )
        self.fields[f"note-{pk}"] = forms.CharField(
            label=f"Ghi chú: {label}",
            required=False,
            max_length=300,
            initial=figure.note if figure else "",
        )
        if self.facts.asks_last_year(indicator, figure):
            self.fields[f"previous-{pk}"] = forms.CharField(
                label=f"Cùng kỳ năm trước: {label}",
                required=False,
                max_length=30,
                initial=written(figure.previous) if figure else "",
            )

    def clean(self):
        cleaned = super().clean()
        for indicator in self.asked:
            self._read(f"value-{indicator.pk}", lambda words, at=indicator: read_figure(at, words))
            self._read(f"previous-{indicator.pk}", read_number)
            name = f"value-{indicator.pk}"
            if cleaned.get(name) is not None and cleaned.get(f"none-{indicator.pk}"):
                self.add_error(name, BOTH)
        return cleaned

    def _read(self, name, reader):
        if name not in self.fields or name in self.errors:
            return
        try:
            self.cleaned_data[name] = reader(self.cleaned_data.get(name) or "")
        except ValueError as problem:
            self.add_error(name, str(problem))

    def figures(self):
        """What was sent and can be read, as unsaved rows; all of it where the form is valid."""
        return [self._row(each) for each in self.asked if self._may_be_kept(each)]

    def changed(self):
        """Of `figures`, those that are not stored just so already."""
        return [row for row in self.figures() if not _is_stored(row, self.stored)]

    def _may_be_kept(self, indicator):
        names = [f"{kind}-{indicator.pk}" for kind in ("value", "none", "note", "previous")]
        sent = any(name in self.data for name in names[:2])
        return sent and not any(name in self.errors for name in names)

    def _row(self, indicator):
        before, pk = self.stored.get(indicator.pk), indicator.pk
        typed = f"previous-{pk}" in self.fields and f"previous-{pk}" in self.data
        return IndicatorValue(
            report=self.report,
            indicator=indicator,
            value=self.cleaned_data[f"value-{pk}"],
            has_no_data=self.cleaned_data[f"none-{pk}"],
            note=self.cleaned_data[f"note-{pk}"],
            previous=self.cleaned_data[f"previous-{pk}"] if typed else before and before.previous,
        )

    def rows(self):
        """The figures as they would stand: what was sent over what is stored, by indicator pk."""
        sent = self.figures() if self.is_bound and hasattr(self, "cleaned_data") else []
        return {**self.stored, **{row.indicator_id: row for row in sent}}

    def known(self):
        """code → Decimal or None as it would stand, formulas worked out."""
        rows = self.rows()
        typed = {each.code: rows[each.pk].value for each in self.asked if each.pk in rows}
        return with_formulas(self.facts.indicators, typed)

    def findings(self):
        """What does not agree in the figures as they would stand; see reports.figures.checks."""
        rows = self.rows()
        notes = {each.code: rows[each.pk].note for each in self.asked if each.pk in rows}
        previous = {
            **self.facts.previous,
            **{
                each.code: rows[each.pk].previous
                for each in self.asked
                if each.pk in rows and rows[each.pk].previous is not None
            },
        }
        return findings(self.facts._replace(previous=previous), self.known(), notes)

    def summary(self):
        """What the page says above the figures; nothing agrees or disagrees before one is filled in."""
        if not any(row.is_filled for row in self.rows().values()):
            return NOTHING_FILLED
        return summary_of(self.findings())

    def lines(self):
        """For the page: the indicator with its fields, or for a formula what it gives; last year's figure beside."""
        asked, known = {each.pk for each in self.asked}, self.known()
        told = told_by_code(self.findings())
        for each in self.facts.indicators:
            if each.pk in asked or self._is_worth_showing(each, known):
                typed = (
                    self._typed(each) if each.pk in asked else {"worked": written(known[each.code])}
                )
                yield {**typed, **self._beside(each, known), "told": told.get(each.code, [])}

    def _is_worth_showing(self, indicator, known):
        """A formula: always in the commune's report, in a unit's part once it gives something."""
        return bool(indicator.formula) and (
            not self.report.is_part or known.get(indicator.code) is not None
        )

    def _typed(self, indicator):
        figure, pk = self.stored.get(indicator.pk), indicator.pk
        differs = figure and figure.compiled is not None and figure.compiled != figure.value
        return {
            "value": self[f"value-{pk}"],
            "none": self[f"none-{pk}"],
            "note": self[f"note-{pk}"],
            "previous": self[f"previous-{pk}"] if f"previous-{pk}" in self.fields else None,
            "sum": written(figure.compiled) if differs else "",
            "stored": _as_read(figure),
        }

    def _beside(self, indicator, known):
        before = self.facts.previous.get(indicator.code)
        return {
            "indicator": indicator,
            "before": written(before),
            "change": change_words(known.get(indicator.code), before, indicator.type),
        }


def _is_stored(row, stored):
    before = stored.get(row.indicator_id) or IndicatorValue()
    names = ("value", "has_no_data", "note", "previous")
    return all(getattr(row, name) == getattr(before, name) for name in names)


def told_by_code(found):
    """{code: [Finding]}: each finding once, at the first indicator it names."""
    told = {}
    for finding in found:
        if finding.codes:
            told.setdefault(finding.codes[0], []).append(finding)
    return told


def _as_read(figure):
    if figure is None:
        return ""
    return "Không có số liệu" if figure.has_no_data else written(figure.value)
