"""Every row belongs to a commune. A query must say through whose eyes it looks."""

from django.db import models


class NoScope(RuntimeError):
    """A query reached the database without `visible_to(user)` or `unscoped(why)`."""


class ScopedQuerySet(models.QuerySet):
    _scoped = False

    def visible_to(self, user):
        """The rows this person may see, by the post in which they are working now."""
        return self.seen_by(user)._open()

    def unscoped(self, why):
        """Every commune's rows, for jobs. `why` is for the next reader; grep for this name."""
        return self._open()

    def seen_by(self, user):
        raise NotImplementedError("say which rows this user may see")

    def _open(self):
        rows = self._chain()
        rows._scoped = True
        return rows

    def _clone(self):
        rows = super()._clone()
        rows._scoped = self._scoped
        return rows

    def _require_scope(self):
        if not (self._scoped or self.query.is_empty()):
            raise NoScope(f"{self.model.__name__}: add .visible_to(user) or .unscoped(why)")

    def _merge_sanity_check(self, other):  # a | b, a & b
        other._require_scope()
        super()._merge_sanity_check(other)

    def _combinator_query(self, combinator, *others, **kwargs):  # union, difference
        for rows in (self, *others):
            rows._require_scope()
        return super()._combinator_query(combinator, *others, **kwargs)


def _guarded(name):
    def method(self, *args, **kwargs):
        self._require_scope()
        return getattr(super(ScopedQuerySet, self), name)(*args, **kwargs)

    return method


# exists() stays free: Django's own uniqueness checks call it, and it shows no row.
for _name in ("_fetch_all", "iterator", "count", "aggregate", "update", "delete"):
    setattr(ScopedQuerySet, _name, _guarded(_name))


class ScopedManager(models.Manager):
    """Rows reached from an object already in hand (`plan.items`) are in scope by birth."""

    def get_queryset(self):
        rows = super().get_queryset()
        return rows._open() if hasattr(self, "instance") else rows
