"""The one address of the portal's matter that is read without signing in: a calendar feed, by its secret."""

from django.urls import path

from tasks.views.feeds import calendar_feed

urlpatterns = [path("<slug:secret>.ics", calendar_feed, name="calendar_feed")]
