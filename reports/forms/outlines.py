from django import forms

from danvan.vietnamese import search_text
from reports.models import Indicator, IndicatorSet, ReportTemplate
from reports.paper.outline_preview import readable, storable
from reports.writing.compile import WRITERS, writer_words
from reports.writing.outline_remarks import words_of

LEVELS = [(1, "Mục lớn (I, II, III)"), (2, "Mục nhỏ (1, 2, 3)")]
BY_HAND = "Người viết tự soạn"


class NameForm(forms.ModelForm):
    """The name and the topic of an own outline."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = ReportTemplate
        fields = ["name", "topic", "is_active"]
        help_texts = {
            "topic": "Như trong trích yếu của báo cáo, ví dụ “công tác dân vận chính quyền”.",
            "is_active": "Bỏ chọn thì đề cương không hiện ra khi mở đợt mới; các đợt đã mở không đổi.",
        }

    def clean_name(self):
        """The constraint spans the owner, which is not on the page: asked for here, or it would end as a 500."""
        name = " ".join(self.cleaned_data["name"].split())
        same = ReportTemplate._base_manager.filter(owner=self.instance.owner_id, name=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Đã có đề cương mang tên này. Hãy đặt tên khác.")
        return name


class AskedHeadingForm(forms.Form):
    """A heading asked of the units."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(
        label="Tiêu đề", max_length=300, widget=forms.TextInput(attrs={"autofocus": True})
    )
    hint = forms.CharField(
        label="Gợi ý cho người viết",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_words(self):
        return storable(self.cleaned_data["words"])

    def values(self):
        return {name: self.cleaned_data[name] for name in ("words", "hint")}


class AskMoreForm(AskedHeadingForm):
    """A heading asked of the units in a round that is under way."""

    into = forms.TypedChoiceField(
        label="Tổng hợp vào mục của báo cáo",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Chỉ hiện các mục chưa được soạn sẵn. Có thể chọn sau ở nút “Sửa” của từng mục.",
    )

    def __init__(self, *args, sections, **kwargs):
        super().__init__(*args, **kwargs)
        free = [(row.pk, row.heading) for row in sections if not row.writer]
        self.fields["into"].choices = [("", "Để chọn sau"), *free]


class KeepForm(forms.Form):
    """The name under which the outline of a report is kept."""

    name = forms.CharField(label="Tên đề cương", max_length=180)

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())


class RemoveForm(forms.Form):
    """What becomes of the words below a heading that is taken out."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    into = forms.TypedChoiceField(
        label="Nội dung đã viết",
        required=False,
        coerce=int,
        empty_value=None,
    )

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [
            ("", "Cất cùng mục, đưa lại được ở “Đã bỏ”"),
            *((row.pk, f"Chuyển xuống cuối mục “{row.heading}”") for row in others),
        ]


class HeadingForm(AskedHeadingForm):
    """A heading of the commune's report: its words, and what is drafted below it."""

    level = forms.TypedChoiceField(label="Cấp", choices=LEVELS, coerce=int, initial=2)
    writer = forms.ChoiceField(label="Soạn sẵn khi tổng hợp", required=False)
    takes = forms.ChoiceField(
        label="Mục của đơn vị được tổng hợp vào đây",
        required=False,
        help_text="Dùng cho các cách soạn sẵn có nội dung của đơn vị.",
    )
    figures = forms.MultipleChoiceField(
        label="Số liệu viết thành lời dưới mục này",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )

    field_order = ["version", "words", "level", "hint", "writer", "takes", "figures"]

    def __init__(self, *args, asked, indicators, **kwargs):
        """`asked`: rows asked of the units; `indicators`: (code, label) in order."""
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = (
            "Mục lớn viết chữ in hoa. Chỗ ghi [kỳ tới] được thay bằng thời gian của kỳ sau, "
            "ví dụ “6 THÁNG CUỐI NĂM 2026”."
        )
        self.fields["writer"].choices = [("", BY_HAND)] + [
            (name, _labelled(name)) for name in WRITERS if name != "unit_tasks"
        ]
        self.fields["takes"].choices = [("", "Không tổng hợp mục nào")] + [
            (row.key, readable(words_of(row))) for row in asked
        ]
        self._keep_known("takes", "mục không còn được hỏi")
        self.fields["figures"].choices = indicators
        self._keep_known("figures", "chỉ tiêu không còn dùng")

    def _keep_known(self, name, words):
        """What was chosen once stays to be seen, and to be let go of, when it is offered no more."""
        chosen = self.initial.get(name) or []
        known = {key for key, _ in self.fields[name].choices}
        lost = [
            key for key in ([chosen] if isinstance(chosen, str) else chosen) if key not in known
        ]
        self.fields[name].choices += [(key, f"{key} ({words})") for key in lost]

    def clean(self):
        cleaned = super().clean()
        writer, takes = cleaned.get("writer"), cleaned.get("takes")
        gathers = bool(writer) and writer_words(writer).gathers
        if takes and not gathers:
            self.add_error(
                "takes",
                "Cách soạn sẵn đang chọn không dùng nội dung của đơn vị. Chọn “Nội dung các đơn vị nêu” "
                "ở ô trên, hoặc chọn “Không tổng hợp mục nào”.",
            )
        if writer == "the_gathered" and not takes and "takes" not in self.errors:
            self.add_error("takes", "Chọn mục của đơn vị được tổng hợp vào đây.")
        return cleaned

    def values(self):
        names = ("level", "writer", "takes", "figures")
        return {**super().values(), **{name: self.cleaned_data[name] for name in names}}

    def figure_boxes(self):
        """(checkbox, its label without diacritics) for the search on the page."""
        return [(box, search_text(box.choice_label)) for box in self["figures"]]


def _labelled(name):
    words = writer_words(name)
    return f"{words.label}: {words.help[:1].lower()}{words.help[1:]}" if words.help else words.label


def initial_of(row):
    """What the form of a heading shows."""
    names = ("level", "hint", "writer", "takes", "figures")
    return {"words": readable(words_of(row)), **{name: getattr(row, name) for name in names}}


def indicators_seen_by(user):
    """(code, label) of the indicators of the published sets a person sees, each code once."""
    sets = IndicatorSet.objects.visible_to(user).filter(is_published=True)
    rows = Indicator.objects.filter(set__in=sets.values("pk"), is_active=True)
    rows = rows.order_by("set__owner", "-set__year", "set", "position", "pk")
    known = {}
    for code, label in rows.values_list("code", "label"):
        known.setdefault(code, label)
    return list(known.items())
