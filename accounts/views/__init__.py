from accounts.views.own import profile, switch
from accounts.views.people import (
    person_create,
    person_edit,
    person_invite,
    person_let_in,
    person_list,
    person_shut_out,
    post_end,
)
from accounts.views.units import unit_create, unit_edit, unit_list

__all__ = [
    "person_create",
    "person_edit",
    "person_invite",
    "person_let_in",
    "person_list",
    "person_shut_out",
    "post_end",
    "profile",
    "switch",
    "unit_create",
    "unit_edit",
    "unit_list",
]
