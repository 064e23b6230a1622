"""Units, people and posts: who works where, in what role, and since when."""

from accounts.models.people import Membership, Person, Role
from accounts.models.units import ReceiverAssignment, Unit

__all__ = ["Membership", "Person", "ReceiverAssignment", "Role", "Unit"]
