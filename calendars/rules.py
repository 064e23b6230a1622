"""Who sets when an office works. Everybody of the office reads it. Nothing here writes."""

from accounts.models import Role


def may_edit(user):
    """The coordinator and the administrator of a commune, the administrator of an office above."""
    return user.home_unit is not None and user.is_(Role.ADMINISTRATOR, Role.COORDINATOR)
