from django import forms
from django.forms import BaseInlineFormSet, inlineformset_factory

from accounts import rules
from accounts.forms.pieces import UnitChoice, check_period, date_box, two_columns
from accounts.models import ReceiverAssignment, Unit
from danvan.clock import today

PERIOD_BOXES = {"valid_from": date_box(), "valid_to": date_box()}
UNIT_BOXES = {**PERIOD_BOXES, "reports_from": date_box()}
REPORTS_FROM = "Báo cáo có hạn trước ngày này không tính là xã nợ. Để trống: tính mọi báo cáo."
NO_PARENT = "Chọn đơn vị cấp trên: đơn vị này phải trực thuộc một xã, phường."
NOT_BELOW = "Đơn vị cấp trên này không phù hợp với loại đơn vị đã chọn. Hãy chọn lại."


class UnitForm(forms.ModelForm):
    """A unit that is there already; kind, code and commune stay what they were."""

    parent = UnitChoice(label="Trực thuộc", queryset=Unit.objects.none(), required=False)
    successor = UnitChoice(
        label="Đơn vị kế thừa",
        queryset=Unit.objects.none(),
        required=False,
        help_text="Khi đơn vị ngừng hoạt động: đơn vị nhận tiếp nhiệm vụ.",
    )

    class Meta:
        model = Unit
        fields = [
            "name",
            "short_name",
            "parent",
            "symbol",
            "place",
            "is_focal",
            "position",
            "valid_from",
            "valid_to",
            "successor",
            "reports_from",
        ]
        widgets = UNIT_BOXES
        help_texts = {"reports_from": REPORTS_FROM}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self._leave_out_what_does_not_apply()
        if "parent" in self.fields:
            self._narrow()
        self.helper = two_columns(
            self,
            ["name", "short_name"],
            ["parent"],
            ["symbol", "place", "position"],
            ["valid_from", "valid_to"],
            ["successor", "reports_from"],
            ["is_focal"],
        )

    def _leave_out_what_does_not_apply(self):
        unit = self.instance
        if not rules.may_place(self.user, unit):
            for name in ("parent", "valid_from", "valid_to", "successor"):
                del self.fields[name]
        if not unit.is_commune:
            del self.fields["place"]
        if not rules.may_set_reports_from(self.user, unit):
            del self.fields["reports_from"]
        if unit.is_commune or unit.is_office:
            del self.fields["is_focal"]

    def _narrow(self):
        unit = self.instance
        parents = rules.parents_for(self.user, unit.kind).exclude(pk__in=_below(unit))
        if unit.kind in rules.INSIDE_A_COMMUNE:
            # What a unit has done stays with its commune, so it cannot move to another.
            parents = parents.filter(commune=unit.commune_id)
            self.fields["parent"].required = True
        self.fields["parent"].offer(parents, self.user)
        heirs = Unit.objects.within_reach_of(self.user).exclude(pk=unit.pk)
        self.fields["successor"].offer(heirs, self.user)

    def clean(self):
        cleaned = super().clean()
        check_period(self, cleaned)
        return cleaned


def _below(unit):
    """The pks of a unit and of all that hang under it: a tree must not bite its tail."""
    children = {}
    for pk, parent in Unit.objects.filter(commune=unit.commune_id).values_list("pk", "parent"):
        children.setdefault(parent, []).append(pk)
    found, front = set(), [unit.pk]
    while front:
        pk = front.pop()
        if pk not in found:
            found.add(pk)
            front += children.get(pk, [])
    return found


class NewUnitForm(forms.ModelForm):
    parent = UnitChoice(label="Trực thuộc", queryset=Unit.objects.none(), required=False)

    class Meta:
        model = Unit
        fields = [
            "kind",
            "parent",
            "name",
            "short_name",
            "code",
            "symbol",
            "place",
            "is_focal",
            "position",
            "valid_from",
            "valid_to",
            "reports_from",
        ]
        widgets = UNIT_BOXES
        help_texts = {
            "reports_from": f"Chỉ dùng cho xã, phường, đặc khu. {REPORTS_FROM}",
            "code": "Chữ thường không dấu, số và gạch nối. Để trống thì cổng tự đặt.",
            "place": "Chỉ dùng cho xã, phường, đặc khu. Ví dụ: An Hòa.",
        }
        error_messages = {"code": {"unique": "Mã này đã có đơn vị dùng. Hãy chọn mã khác."}}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        kinds = rules.kinds_open_to(user)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        self.fields["code"].required = False
        reach = Unit.objects.within_reach_of(user).current().exclude(kind=Unit.Kind.VILLAGE)
        self.fields["parent"].offer(reach, user)
        if user.home_unit.is_office:
            self.initial["reports_from"] = today()
        else:
            del self.fields["place"], self.fields["reports_from"]
        self.helper = two_columns(
            self,
            ["kind", "parent"],
            ["name", "short_name"],
            ["code", "symbol"],
            ["place", "position"],
            ["valid_from", "valid_to"],
            ["reports_from"],
            ["is_focal"],
        )

    def clean(self):
        cleaned = super().clean()
        check_period(self, cleaned)
        kind, parent = cleaned.get("kind"), cleaned.get("parent")
        if kind and "parent" not in self.errors:
            self._check_parent(kind, parent)
        return cleaned

    def clean_code(self):
        return self.cleaned_data["code"].lower()

    def _check_parent(self, kind, parent):
        inside = kind in rules.INSIDE_A_COMMUNE
        if parent is None and inside:
            self.add_error("parent", NO_PARENT)
        elif parent and not rules.parents_for(self.user, kind).filter(pk=parent.pk).exists():
            self.add_error("parent", NOT_BELOW)

    def fields_to_create(self):
        """What actions.create_unit takes. A commune or office without a parent hangs under the creator's office."""
        fields = dict(self.cleaned_data)
        if fields["kind"] != Unit.Kind.COMMUNE:
            fields["reports_from"] = None
        if fields["kind"] not in rules.INSIDE_A_COMMUNE:
            fields["parent"] = fields["parent"] or self.user.home_unit
            fields["receiver"] = fields["parent"]
        return fields


class ReceiverForm(forms.ModelForm):
    class Meta:
        model = ReceiverAssignment
        fields = ["receiver", "valid_from", "valid_to"]
        widgets = PERIOD_BOXES
        field_classes = {"receiver": UnitChoice}

    def __init__(self, *args, user, offices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["receiver"].queryset = offices

    def clean(self):
        cleaned = super().clean()
        check_period(self, cleaned)
        return cleaned


class ReceiverFormSet(BaseInlineFormSet):
    """One receiver at a time: overlaps are errors, gaps are said aloud after saving."""

    gaps = ()

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Bỏ dòng này"

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        forms_kept = [form for form in self.forms if form not in self.deleted_forms]
        periods = [
            (form.cleaned_data.get("valid_from"), form.cleaned_data.get("valid_to"))
            for form in forms_kept
            if form.cleaned_data.get("receiver")
        ]
        periods.sort(key=lambda period: (period[0] is not None, period[0]))
        self.gaps = list(_gaps(periods))


def _gaps(periods):
    """Sentences on days without a receiver between sorted periods. Raises ValidationError where two overlap."""
    for (_, end), (begin, _) in zip(periods, periods[1:], strict=False):
        if begin is None or end is None or begin <= end:
            raise forms.ValidationError(
                "Hai cơ quan nhận báo cáo bị trùng thời gian. Hãy ghi ngày kết thúc của dòng trước "
                "trước ngày bắt đầu của dòng sau."
            )
        if (begin - end).days > 1:
            yield (
                f"Từ sau ngày {end:%d/%m/%Y} đến trước ngày {begin:%d/%m/%Y} chưa có cơ quan nhận báo cáo."
            )


def receiver_formset(data=None, *, commune, user):
    """The receivers of a commune by date, one more row to fill in, and a box to remove each."""
    offices = Unit.objects.within_reach_of(user).filter(kind__in=Unit.OFFICES)
    # An office of long ago may be out of reach today; the row that names it must still save.
    named = Unit.objects.filter(received_communes__commune=commune)
    rows = inlineformset_factory(
        Unit,
        ReceiverAssignment,
        form=ReceiverForm,
        formset=ReceiverFormSet,
        fk_name="commune",
        extra=1,
        max_num=20,
        validate_max=True,
    )
    kwargs = {"user": user, "offices": (offices | named).distinct()}
    return rows(data, instance=commune, prefix="receivers", form_kwargs=kwargs)
