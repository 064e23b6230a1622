"""A set of figures, its indicators, its checks. What was answered already keeps its meaning."""

from django import forms

from reports.figures.set_faults import faults_of, faults_of_side
from reports.models import Indicator, IndicatorCheck, IndicatorSet

# What an answer means hangs on these.
MEANING = ("code", "unit_of_measure", "type", "asked_of", "accumulates", "formula")


class SetForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = IndicatorSet
        fields = ["name", "year", "jump_percent"]
        help_texts = {
            "year": "Dùng từ năm này đến khi có bộ mới hơn.",
            "jump_percent": "Số tăng, giảm quá mức này so với cùng kỳ thì nhắc kiểm tra; 0 là không nhắc.",
        }

    def __init__(self, *args, locked, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].min_value = 2000
        self.fields["year"].disabled = locked

    def clean_year(self):
        year = self.cleaned_data["year"]
        if not 2000 <= year <= 2100:
            raise forms.ValidationError("Năm không hợp lý. Hãy kiểm tra lại.")
        # The owner is no field of the page, so the form does not look for another set of the year by itself.
        same = IndicatorSet._base_manager.filter(owner=self.instance.owner_id, year=year)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Năm này đã có bộ chỉ tiêu.")
        return year

    def values(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class IndicatorForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Indicator
        fields = ["label", "code", "group", *MEANING[1:], "help"]
        help_texts = {
            "code": "Chữ thường không dấu, số và gạch nối, ví dụ ho-so-dung-han. Giữ nguyên qua các năm để so sánh.",
            "formula": "Để trống nếu người điền tự ghi. Ví dụ [ho-so-dung-han] / [ho-so] * 100. "
            "Ở cấp trên, số này được tính lại từ các tổng chứ không cộng.",
            "accumulates": "Số 6 tháng không được lớn hơn số cả năm.",
        }

    def __init__(self, *args, set, locked, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.set = set
        for name in MEANING:
            self.fields[name].disabled = locked and self.instance.pk is not None

    def clean_code(self):
        code = self.cleaned_data["code"]
        same = Indicator.objects.filter(set=self.instance.set, code=code)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Mã này đã có trong bộ chỉ tiêu.")
        return code

    def clean(self):
        given = super().clean()
        if given.get("formula") and "code" in given:
            others = list(self.instance.set.indicators.exclude(pk=self.instance.pk))
            tried = Indicator(code=given["code"], formula=given["formula"])
            for words in faults_of(self.instance.set, [*others, tried], ()):
                self.add_error("formula", words)
        return given


class CheckForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = IndicatorCheck
        fields = ["left", "comparison", "right", "words", "stops"]
        help_texts = {
            "left": "Mã chỉ tiêu trong ngoặc vuông, ví dụ [don-da-giai-quyet] + [don-con-ton].",
            "words": "Điều người điền đọc thấy khi sai; để trống thì cổng tự ghi theo tên chỉ tiêu.",
        }

    def __init__(self, *args, set, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.set = set

    def clean(self):
        given = super().clean()
        known = {each.code for each in self.instance.set.indicators.all() if each.is_active}
        for side in ("left", "right"):
            for words in faults_of_side(given[side], known) if given.get(side) else ():
                self.add_error(side, words)
        return given
