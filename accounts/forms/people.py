from django import forms
from django.forms import BaseInlineFormSet, inlineformset_factory

from accounts import rules
from accounts.forms.pieces import UnitChoice, check_period, date_box, two_columns
from accounts.models import Membership, Person, Role, Unit

CONFIRM_FIRST = "Nhập đúng mật khẩu hiện tại để đổi thư điện tử."


class PersonForm(forms.ModelForm):
    """Name and addresses. Whether they may be changed at all is asked before (rules.may_edit_identity)."""

    class Meta:
        model = Person
        fields = ["full_name", "email", "phone"]
        labels = {"email": "Thư điện tử"}

    def __init__(self, *args, editable=True, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.disabled = not editable
        self.helper = two_columns(self, ["full_name", "username"], ["email", "phone"])

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class NewPersonForm(PersonForm):
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=60,
        help_text="Chữ thường không dấu, số, dấu chấm và gạch nối. Ví dụ: binh.tran",
        validators=[
            forms.fields.validators.RegexValidator(
                r"^[A-Za-z0-9][A-Za-z0-9._@-]*$",
                "Tên đăng nhập chỉ gồm chữ không dấu, số, dấu chấm và gạch nối. Ví dụ: binh.tran",
            )
        ],
    )

    class Meta(PersonForm.Meta):
        fields = ["full_name", "username", "email", "phone"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        self.fields["email"].help_text = "Liên kết đặt mật khẩu được gửi đến địa chỉ này."

    def clean_username(self):
        return self.cleaned_data["username"].lower()


class PostForm(forms.ModelForm):
    """A post. Of one that is there already, unit and role stay: whoever changes them begins another post."""

    unit = UnitChoice(label="Đơn vị", queryset=Unit.objects.none())

    class Meta:
        model = Membership
        fields = ["unit", "role", "post", "is_head", "valid_from", "valid_to"]
        widgets = {"valid_from": date_box(), "valid_to": date_box()}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["unit"], self.fields["role"]
        else:
            self.fields["role"].choices = [("", "Chọn vai trò"), *Role.choices]
            self.fields["unit"].offer(Unit.objects.within_reach_of(user).current(), user)
        self.helper = two_columns(
            self, ["unit", "role"], ["post"], ["valid_from", "valid_to"], ["is_head"]
        )

    def clean(self):
        cleaned = super().clean()
        check_period(self, cleaned)
        unit, role = cleaned.get("unit"), cleaned.get("role")
        if unit and role and role not in rules.roles_open_at(unit):
            label = dict(self.fields["role"].choices)[role]
            self.add_error("role", f"Vai trò “{label}” không dùng ở {unit}. Hãy chọn vai trò khác.")
        return cleaned

    def validate_unique(self):
        super().validate_unique()
        try:
            # In a formset Django leaves the person out of this check, and with it the whole constraint.
            self.instance.validate_constraints(exclude=self._get_validation_exclusions())
        except forms.ValidationError as twice:
            self._update_errors(twice)


def post_formset(data=None, *, person, user):
    """The posts of a person within the administrator's reach, and one empty row for a new one."""
    rows = inlineformset_factory(
        Person,
        Membership,
        form=PostForm,
        formset=BaseInlineFormSet,
        extra=1,
        can_delete=False,
        max_num=30,
        validate_max=True,
    )
    reach = Unit.objects.within_reach_of(user)
    posts = person.memberships.filter(unit__in=reach).select_related("unit__commune")
    kwargs = {"user": user}
    return rows(data, instance=person, queryset=posts, prefix="posts", form_kwargs=kwargs)


class ProfileForm(PersonForm):
    """One's own name and addresses; a new mail address asks for the password, for it opens the account."""

    current_password = forms.CharField(
        label="Mật khẩu hiện tại",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="Chỉ cần nhập khi đổi thư điện tử.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = two_columns(self, ["full_name", "phone"], ["email", "current_password"])

    def clean(self):
        cleaned = super().clean()
        moved = "email" in self.changed_data and "email" in cleaned
        if moved and not self.instance.check_password(cleaned.get("current_password", "")):
            self.add_error("current_password", CONFIRM_FIRST)
        return cleaned
