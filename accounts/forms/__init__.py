from accounts.forms.people import NewPersonForm, PersonForm, PostForm, ProfileForm, post_formset
from accounts.forms.units import NewUnitForm, UnitForm, receiver_formset

__all__ = [
    "NewPersonForm",
    "NewUnitForm",
    "PersonForm",
    "PostForm",
    "ProfileForm",
    "UnitForm",
    "post_formset",
    "receiver_formset",
]
