"""What an office asks of its communes."""

from django import forms

from calendars.calendar import calendar_of
from danvan.clock import today
from records.files import MEGABYTE, MOST_BYTES, FileRefused, check
from reports.actions.requests import ATTACHMENTS, asked_before, communes_of
from reports.figures.values import set_for
from reports.forms.communes import CommunesField, WithCommunes
from reports.forms.fields import SetChoice, TemplateChoice, add_problems, date_field
from reports.models import RoundRequest
from reports.outlines.templates import topic_of
from reports.rounds.deadlines import by_decree
from reports.rounds.periods import K, label_of
from reports.rounds.request_words import names_of

MOST_FILES = 10
FILES_HINT = (
    f"Công văn, biểu mẫu: PDF, Word, Excel, ảnh; mỗi tệp không quá {MOST_BYTES // MEGABYTE} MB."
)
TICKED = (
    "Đã tích {count} xã nhưng đang chọn “Tất cả các xã báo cáo về cơ quan”. "
    "Chọn “Chỉ các xã được chọn”, hoặc bỏ tích các xã."
)
ALL, SOME = "all", "some"
PAST = "Hạn nộp {day:%d/%m/%Y} đã qua. Chọn từ hôm nay trở đi."
NOBODY = "Chưa có xã nào báo cáo về cơ quan vào ngày {day:%d/%m/%Y}."
NOT_OURS = "{names} không báo cáo về cơ quan vào ngày {day:%d/%m/%Y}. Bỏ chọn các xã ấy."
BEFORE = "Đã yêu cầu cùng kỳ báo cáo này đối với {names}. Rút yêu cầu trước, hoặc chỉ chọn các xã còn lại."


def require_ahead(day):
    """Raises ValidationError where a due date has passed."""
    if day < today():
        raise forms.ValidationError(PAST.format(day=day))


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploaded files, each judged before anything is stored."""

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"Đính kèm nhiều nhất {MOST_FILES} tệp.")
        for file in files:
            try:
                check(file, ATTACHMENTS)
            except FileRefused as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return list(files)


class RequestForm(WithCommunes, forms.ModelForm):
    template = TemplateChoice()
    period_from = date_field("Số liệu từ ngày")
    period_to = date_field("Đến hết ngày")
    data_closing_on = date_field("Ngày chốt số liệu")
    due_on = date_field("Hạn các xã nộp")
    issued_on = date_field("Ngày công văn", required=False)
    indicator_set = SetChoice()
    files = FilesField(
        label="Tệp kèm theo",
        required=False,
        widget=FilesInput(attrs={"class": "form-control", "multiple": True}),
        help_text=FILES_HINT,
    )
    whom = forms.ChoiceField(
        label="Yêu cầu đối với",
        choices=[(ALL, "Tất cả các xã báo cáo về cơ quan"), (SOME, "Chỉ các xã được chọn")],
        initial=ALL,
        widget=forms.RadioSelect,
    )
    communes = CommunesField()
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = RoundRequest
        fields = [
            "template", "label", "period_from", "period_to", "data_closing_on", "due_on", "indicator_set",
            "code", "issued_on", "addressees", "guidance",
        ]  # fmt: skip
        widgets = {
            "addressees": forms.Textarea(attrs={"rows": 2}),
            "guidance": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, user, period, key, **kwargs):
        self.office, (kind, year) = user.home_unit, (period["kind"], period["year"])
        dates = by_decree(kind, year, period["ordinal"], calendar_of(self.office)).days()
        own = {
            name: dates[name] for name in ("period_from", "period_to", "data_closing_on", "due_on")
        }
        label = label_of(kind, year, period["ordinal"])
        super().__init__(
            *args,
            instance=RoundRequest(receiver=self.office, kind=kind, year=year, label=label, made_by=user),
            initial={
                **own, "label": label, "addressees": self.office.name, "key": key,
                "indicator_set": set_for(self.office, year),
            },
            **kwargs,
        )  # fmt: skip
        self.fields["template"].offer(self, user)
        self.fields["indicator_set"].offer(user, [self.office], year)
        self.fields["communes"].offer(self.office)
        self.fields["guidance"].help_text = "Các xã đọc ngay trên trang của đợt báo cáo."
        if kind == K.AD_HOC:
            self.fields["label"].required = True
            self.fields["label"].help_text = "Ví dụ: đột xuất về phòng, chống thiên tai tháng 9."
        else:
            del self.fields["label"]

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        require_ahead(day)
        return day

    def clean(self):
        cleaned = super().clean()
        if template := cleaned.get("template"):
            self.instance.topic = topic_of(template)
        add_problems(self, cleaned)
        if not self.errors:
            self._settle_communes(cleaned)
        return cleaned

    def _settle_communes(self, cleaned):
        """`chosen`: the communes that are asked, all of whom report to the office on the due day."""
        day = cleaned["due_on"]
        ours = list(communes_of(self.office, day))
        ticked = list(cleaned["communes"])
        picked = ticked if cleaned["whom"] == SOME else ours
        if cleaned["whom"] == ALL and ticked and set(ticked) != set(ours):
            self.add_error("communes", TICKED.format(count=len(ticked)))
            return
        if not picked:
            words = "Chọn ít nhất một xã." if cleaned["whom"] == SOME else NOBODY.format(day=day)
            self.add_error("communes", words)
            return
        if strangers := [commune for commune in picked if commune not in set(ours)]:
            self.add_error("communes", NOT_OURS.format(names=names_of(strangers), day=day))
        self.instance.label = cleaned.get("label", self.instance.label)
        if known := list(asked_before(self.instance, picked)):
            self.add_error("communes", BEFORE.format(names=names_of(known)))
        self.chosen = picked


def names_a_stranger(form):
    """Whether a form was sent with a commune that is none of the office's: no page of ours does that."""
    errors = form.errors.as_data().get("communes", ())
    return any(error.code in {"invalid_choice", "invalid_pk_value"} for error in errors)
