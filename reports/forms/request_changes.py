"""Changing a request that is out. Two people who change it at once are put together field by field."""

import copy

from django import forms
from django.db.models import Q

from danvan.asked import number
from reports.actions.request_changes import NO_REASON, NOBODY_LEFT
from reports.actions.requests import asked_before, begun, communes_of, handed_in
from reports.figures.values import set_for
from reports.forms.communes import CommunesField, WithCommunes
from reports.forms.fields import SetChoice, TemplateChoice, add_problems, date_field
from reports.forms.requests import (
    BEFORE,
    FILES_HINT,
    NOT_OURS,
    FilesField,
    FilesInput,
    require_ahead,
)
from reports.models import ReportTemplate, RequestFile, RoundRequest
from reports.outlines.templates import TOPIC
from reports.rounds.request_words import LABELS, names_of, typed

LOCKED = (
    "{begun}/{all} xã đã bắt đầu làm ({names}) nên đề cương và bộ chỉ tiêu của yêu cầu giữ nguyên."
)
SAME_TOPIC = "Báo cáo về nội dung khác thì gửi một yêu cầu khác."
OTHERS = (
    "Người khác vừa sửa yêu cầu này (xem bên dưới). Nội dung anh/chị đã nhập vẫn giữ; ô nào chỉ người ấy sửa thì "
    "lấy theo người ấy. Xem lại rồi lưu lần nữa."
)
FILES_AGAIN = "Trình duyệt không giữ tệp đã chọn. Chọn lại tệp cần thêm."
DAYS = ("data_closing_on", "due_on")


class RequestChangeForm(WithCommunes, forms.ModelForm):
    """`others`: RequestChanges of other people since the page was opened, which the page shows."""

    template = TemplateChoice()
    data_closing_on = date_field("Ngày chốt số liệu")
    due_on = date_field(
        "Hạn các xã nộp",
        help_text="Xã đã nộp giữ hạn cũ. Hạn các đơn vị do xã đặt giữ nguyên, trừ khi đứng sau hạn nộp mới.",
    )
    issued_on = date_field("Ngày công văn", required=False)
    indicator_set = SetChoice()
    files = FilesField(
        label="Thêm tệp kèm theo",
        required=False,
        widget=FilesInput(attrs={"class": "form-control", "multiple": True}),
        help_text=FILES_HINT,
    )
    drop_files = forms.ModelMultipleChoiceField(
        label="Bỏ tệp",
        queryset=RequestFile.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    communes = CommunesField()
    reason = forms.CharField(
        label="Lý do bỏ xã",
        required=False,
        max_length=300,
        help_text="Chỉ cần khi bỏ chọn xã đã được yêu cầu; xã đọc lý do này trong thông báo.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = RoundRequest
        fields = list(LABELS)
        widgets = {
            "addressees": forms.Textarea(attrs={"rows": 2}),
            "guidance": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, data=None, files=None, *, asked, user):
        self.asked, self.others = asked, []
        self.current = list(asked.rounds.values_list("commune", flat=True))
        super().__init__(
            data,
            files,
            # The form writes what was typed into its row; `asked` stays as it is stored.
            instance=copy.copy(asked),
            initial={"communes": self.current, "version": asked.version},
        )
        self._offer_outlines(user)
        self.fields["communes"].offer(asked.receiver, self.current)
        attached = RequestFile.objects.filter(request=asked)
        self.fields["drop_files"].queryset = attached
        if self.is_bound:
            self._merge()
        self._lock()

    def _offer_outlines(self, user):
        templates = ReportTemplate.objects.visible_to(user)
        now = Q(pk=self.asked.template_id)
        same = Q(is_active=True, topic=self.asked.topic or TOPIC)
        self.fields["template"].queryset = templates.filter(now | same).order_by("name", "pk")
        self.fields["template"].help_text = SAME_TOPIC
        self.fields["indicator_set"].offer(user, [self.asked.receiver], self.asked.year)

    def _lock(self):
        """Say why outline and figures stay, and which communes have handed in."""
        self.sent = {round.commune_id for round in handed_in(self.asked)}
        busy = begun(self.asked)
        self.locked = ""
        if busy:
            self.locked = LOCKED.format(
                begun=len(busy), all=len(self.current), names=names_of(busy)
            )
            for name in ("template", "indicator_set"):
                self.fields[name].disabled = True
                self.fields[name].help_text = ""

    def fixed_communes(self):
        return dict.fromkeys(self.sent, "đã nộp")

    def _merge(self):
        """Put what others have changed since the page was opened into what was sent, where this person has not."""
        since = number(self.data.get("version"), self.asked.version)
        changes = list(
            self.asked.changes.filter(version__gt=since).select_related("by").order_by("-version")
        )
        if not changes:
            return
        self.others, was = changes[::-1], {}
        communes, mine = set(self.current), set(self.data.getlist("communes"))
        for line in (line for change in changes for line in change.lines):
            if line["field"] in LABELS:
                was[line["field"]] = line["was"]
            if line["field"] == "communes":
                communes -= set(line["keys"])
            if line["field"] == "communes_gone":
                communes |= set(line["keys"])
        data = self.data.copy()
        for name, before in was.items():
            if _same(self.fields[name], data.get(name), before):
                data[name] = typed(self.asked, name)
        shown = {str(pk) for pk in communes}
        now = {str(pk) for pk in self.current}
        data.setlist("communes", sorted((now | (mine - shown)) - (shown - mine)))
        left = {str(pk) for pk in self.fields["drop_files"].queryset.values_list("pk", flat=True)}
        data.setlist("drop_files", [pk for pk in data.getlist("drop_files") if pk in left])
        data["version"] = str(self.asked.version)
        self.data = data

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day != self.asked.due_on:
            require_ahead(day)
        return day

    def clean_indicator_set(self):
        return self.cleaned_data["indicator_set"] or set_for(
            self.asked.receiver_id, self.asked.year
        )

    def clean(self):
        cleaned = super().clean()
        days = {name: getattr(self.asked, name) for name in ("period_from", "period_to")}
        add_problems(self, {**days, **{name: cleaned.get(name) for name in DAYS}})
        if "communes" in cleaned:
            self._settle_communes(cleaned)
        if self.others and not self.is_repeated():
            self.add_error(None, OTHERS)
        if self.errors and cleaned.get("files"):
            self.add_error("files", FILES_AGAIN)
        return cleaned

    def _settle_communes(self, cleaned):
        """`added` and `dropped`: communes that come and that go."""
        picked = {commune.pk: commune for commune in cleaned["communes"]}
        before = {
            each.pk: each for each in self.fields["communes"].queryset if each.pk in self.current
        }
        # A box that is fixed is not sent along.
        self.dropped = [
            each for pk, each in before.items() if pk not in picked and pk not in self.sent
        ]
        self.added = [each for pk, each in picked.items() if pk not in before]
        if len(self.dropped) == len(before):
            self.add_error("communes", NOBODY_LEFT)
        if self.dropped and not cleaned.get("reason"):
            self.add_error("reason", NO_REASON.format(names=names_of(self.dropped)))
        if self.added and (day := cleaned.get("due_on")):
            ours = set(communes_of(self.asked.receiver, day))
            if strangers := [commune for commune in self.added if commune not in ours]:
                words = NOT_OURS.format(names=names_of(strangers), day=day)
                self.add_error("communes", words)
            if known := list(asked_before(self.asked, self.added)):
                self.add_error("communes", BEFORE.format(names=names_of(known)))

    def is_repeated(self):
        """Whether everything sent is stored already by the same change: the button was pressed twice."""
        values = {name: self.cleaned_data.get(name) for name in LABELS}
        stored = all(value == getattr(self.asked, name) for name, value in values.items())
        moved = getattr(self, "added", ()) or getattr(self, "dropped", ())
        names = set(self.asked.files.values_list("name", flat=True))
        attached = all(each.name[:200] in names for each in self.cleaned_data.get("files") or ())
        return stored and attached and not moved and not self.cleaned_data.get("drop_files")

    def fields_changed(self):
        """name → value, as they are to be stored."""
        return {name: self.cleaned_data[name] for name in LABELS}


def _same(field, typed_now, before):
    """Whether a box holds what stood there before, however it was typed."""
    try:
        one, other = field.to_python(typed_now or ""), field.to_python(before)
    except forms.ValidationError:
        return False
    lines = [each.split() if isinstance(each, str) else each for each in (one, other)]
    return lines[0] == lines[1]
