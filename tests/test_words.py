from django import forms


class Form(forms.Form):
    full_name = forms.CharField(label="Họ và tên")
    day = forms.DateField(label="Ngày")
    unit = forms.ChoiceField(label="Đơn vị", choices=[("a", "A")])


def test_an_empty_box_is_told_what_to_do_with_it():
    assert {str(error) for errors in Form({}).errors.values() for error in errors} == {
        "Hãy điền mục này."
    }
