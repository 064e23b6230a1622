"""Addresses of the other ways to look at the tasks: board, month, bars, week, and the calendar programs."""

from django.urls import path

from tasks.views import board, calendar, feeds, gantt, week

PATTERNS = [
    path("bang/", board.board, name="board"),
    path("bang/<int:pk>/", board.board_move, name="board_move"),
    path("lich/", calendar.calendar, name="calendar"),
    path("gantt/", gantt.gantt, name="gantt"),
    path("tuan/", week.week, name="week"),
    path("tuan/pdf/", week.week_pdf, name="week_pdf"),
    path("tuan/xuat-excel/", week.week_xlsx, name="week_xlsx"),
    path("lich/dia-chi/", feeds.feeds, name="feeds"),
    path("lich/dia-chi/<int:pk>/doi/", feeds.feed_renew, name="feed_renew"),
    path("lich/dia-chi/<int:pk>/thu-hoi/", feeds.feed_revoke, name="feed_revoke"),
]
