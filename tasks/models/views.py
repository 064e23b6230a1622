"""How a person looks at the work: filters kept under a name, and the calendar feed."""

from django.conf import settings
from django.db import models

from danvan.scoping import ScopedManager, ScopedQuerySet


class OwnQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        return self.filter(person=user)


class SavedFilter(models.Model):
    """A view of the tracking page under a name: its query string, opened by one press."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="task_filters"
    )
    name = models.CharField("tên bộ lọc", max_length=80)
    query = models.CharField(max_length=1000, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager.from_queryset(OwnQuerySet)()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="filter_name_once"),
        ]

    def __str__(self):
        return self.name


class CalendarFeed(models.Model):
    """An iCal address that needs no sign-in: whoever knows it reads the person's due dates, until it is revoked.

    Only a hash of the secret is kept, so that nobody who reads the database can open the feed.
    """

    class Scope(models.TextChoices):
        MINE = "mine", "Việc của tôi"
        COMMUNE = "commune", "Việc của xã tôi được xem"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feeds"
    )
    scope = models.CharField("nội dung", choices=Scope, max_length=10, default=Scope.MINE)
    # The post in which it was made: it ends with the post.
    membership = models.ForeignKey("accounts.Membership", models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, editable=False)
    last_read_at = models.DateTimeField(null=True, editable=False)

    objects = ScopedManager.from_queryset(OwnQuerySet)()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.person}, {self.get_scope_display()}"
