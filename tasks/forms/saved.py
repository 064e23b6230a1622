"""A name for a saved filter."""

from django import forms

from tasks.models import SavedFilter

MOST_FILTERS = 30


class FilterNameForm(forms.ModelForm):
    """A name that this person has not given yet; the constraint of the database is the last word."""

    class Meta:
        model = SavedFilter
        fields = ["name"]

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["name"].error_messages["required"] = "Hãy ghi tên cho bộ lọc."

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        others = self.person.task_filters.exclude(pk=self.instance.pk)
        if others.filter(name=name).exists():
            raise forms.ValidationError(f"Đã có bộ lọc tên “{name}”. Hãy chọn tên khác.")
        if self.instance.pk is None and others.count() >= MOST_FILTERS:
            raise forms.ValidationError(
                f"Đã có {MOST_FILTERS} bộ lọc. Hãy xóa bớt một bộ lọc rồi lưu."
            )
        return name
