"""Addresses of the other ways to look at the tasks: board, month, bars, week, and the calendar programs."""

from django.urls import path

from tasks.views import board, calendar, feeds, gantt

PATTERNS = [
    path("bang/", board.board, name="board"),
    path("bang/<int:pk>/", board.board_move, name="board_move"),
    path("lich/", calendar.calendar, name="calendar"),
    path("gantt/", gantt.gantt, name="gantt"),
    path("lich/dia-chi/", feeds.feeds, name="feeds"),
    path("lich/dia-chi/<int:pk>/doi/", feeds.feed_renew, name="feed_renew"),
    path("lich/dia-chi/<int:pk>/thu-hoi/", feeds.feed_revoke, name="feed_revoke"),
]
