"""When an office works: the days off and on that differ from the national calendar, and its hours for mail."""

from datetime import time

from django.db import models
from django.db.models import F, Q

from danvan.scoping import ScopedManager, ScopedQuerySet


class HomeQuerySet(ScopedQuerySet):
    def seen_by(self, user):
        """Whoever works there sees when it works."""
        return self.filter(home=user.home_unit) if user.home_unit else self.none()


class CalendarDay(models.Model):
    """One day on which this office differs from the calendar that the package `holidays` knows for Vietnam."""

    # The commune, or the office above it.
    home = models.ForeignKey("accounts.Unit", models.CASCADE, related_name="calendar_days")
    day = models.DateField("ngày")
    is_off = models.BooleanField("nghỉ")
    name = models.CharField("lý do", max_length=120)

    objects = ScopedManager.from_queryset(HomeQuerySet)()

    class Meta:
        ordering = ["day"]
        verbose_name = "ngày riêng trong lịch làm việc"
        constraints = [
            models.UniqueConstraint(fields=["home", "day"], name="a_day_once_per_office"),
        ]

    def __str__(self):
        return f"{self.day:%d/%m/%Y}: {self.name}"


class OfficeHabits(models.Model):
    """What an office has decided about dates and hours; an office without a row has the defaults."""

    OPENS, CLOSES = time(7), time(20)

    home = models.OneToOneField(
        "accounts.Unit", models.CASCADE, primary_key=True, related_name="habits"
    )
    # Between these no mail goes out and nobody is reminded; the notices wait in the portal.
    opens = models.TimeField("gửi thư từ", default=OPENS)
    closes = models.TimeField("đến", default=CLOSES)
    # Whether "trước ngày 20/5" may still be done on 20/5; else the last day is 19/5.
    before_includes_day = models.BooleanField("“trước ngày” tính cả ngày đó", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ScopedManager.from_queryset(HomeQuerySet)()

    class Meta:
        verbose_name = "quy ước về thời gian"
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="office_closes_after_it_opens"
            ),
        ]

    def __str__(self):
        return f"{self.home}: {self.opens:%H:%M} - {self.closes:%H:%M}"
