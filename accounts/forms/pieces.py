"""What the forms of this app share: the date box, and two fields side by side."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

ENDS_BEFORE_IT_BEGINS = "Ngày kết thúc phải từ ngày bắt đầu trở đi. Hãy sửa một trong hai ngày."


def date_box():
    """The browser's own date field; it wants ISO dates whatever the language of the page."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def two_columns(form, *rows):
    """A crispy helper that lays the fields of `form` in rows of at most two; names the form lacks are left out."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    # A formset puts its key into each form after the layout is made.
    helper.render_hidden_fields = True
    present = [[name for name in row if name in form.fields] for row in rows]
    helper.layout = Layout(*[_row(names) for names in present if names])
    return helper


def _row(names):
    return Row(*[Column(name, css_class="col-12 col-md") for name in names])


def check_period(form, cleaned):
    """Put an error on the last day of a post, a unit or a receiver that ends before it begins."""
    begin, end = cleaned.get("valid_from"), cleaned.get("valid_to")
    if begin and end and end < begin:
        form.add_error("valid_to", ENDS_BEFORE_IT_BEGINS)


class UnitChoice(forms.ModelChoiceField):
    """Units by name; `by_commune` puts the commune first, where there is more than one to choose from."""

    by_commune = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"empty_label": "Chọn đơn vị", **kwargs})

    def label_from_instance(self, unit):
        if self.by_commune and unit.commune_id and unit.commune_id != unit.pk:
            return f"{unit.commune.short_name}: {unit.short_name}"
        return unit.short_name

    def offer(self, units, user):
        """Choose among `units` (a queryset) as this administrator knows them."""
        self.by_commune = user.home_unit.is_office
        order = ["commune__position", "commune_id", "position", "pk"]
        self.queryset = units.select_related("commune").order_by(*order)


def differences(form, stored):
    """What a form would overwrite in a row somebody else has saved: a list of (label, stored value, typed value).

    `stored` is the row as the database has it now. For the page that shows both texts after a conflict.
    """
    found = []
    for name, field in form.fields.items():
        if field.disabled or not hasattr(stored, name):
            continue
        theirs, mine = getattr(stored, name), form.cleaned_data.get(name)
        if theirs != mine:
            found.append((field.label, _shown(theirs), _shown(mine)))
    return found


def _shown(value):
    if value in (None, ""):
        return "(để trống)"
    if isinstance(value, bool):
        return "Có" if value else "Không"
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value)
