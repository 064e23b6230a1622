from django.urls import path

from tasks import looking_urls, tracking_urls, urging_urls
from tasks.views import (
    amendment,
    assigning,
    extensions,
    from_plan,
    progress,
    reminders,
    series,
    task,
)

app_name = "tasks"
urlpatterns = [
    *tracking_urls.PATTERNS,
    *urging_urls.PATTERNS,
    *looking_urls.PATTERNS,
    path("moi/", assigning.task_create, name="create"),
    path("tu-ke-hoach/<int:pk>/", from_plan.from_plan, name="from_plan"),
    path("sua-doi-ke-hoach/<int:pk>/", amendment.amendment, name="amendment"),
    path("dinh-ky/", series.series_list, name="series_list"),
    path("dinh-ky/moi/", series.series_create, name="series_create"),
    path("dinh-ky/<int:pk>/sua/", series.series_edit, name="series_edit"),
    path("dinh-ky/<int:pk>/dung/", series.series_stop, name="series_stop"),
    path("nhac-viec/", reminders.reminder_rules, name="reminder_rules"),
    path("nhac-viec/moi/", reminders.rule_create, name="reminder_rule_create"),
    path("nhac-viec/<int:pk>/", reminders.rule_edit, name="reminder_rule_edit"),
    path("nhac-viec/<int:pk>/dung/", reminders.rule_switch, name="reminder_rule_switch"),
    path("nhac-viec/<int:pk>/bo/", reminders.rule_delete, name="reminder_rule_delete"),
    path("minh-chung/<int:pk>/", progress.evidence, name="evidence"),
    path("minh-chung/<int:pk>/tinh-trang/", progress.evidence_state, name="evidence_state"),
    path("gia-han/<int:pk>/", extensions.extension_decide, name="extension_decide"),
    path("<int:pk>/", task.task_detail, name="detail"),
    path("<int:pk>/nhac-sau/", reminders.later, name="later"),
    path("<int:pk>/bo-hoan/", reminders.later_stop, name="later_stop"),
    path("<int:pk>/lich-su/", task.task_history, name="history"),
    path("<int:pk>/sua/", assigning.task_edit, name="edit"),
    path("<int:pk>/buoc/", task.task_move, name="move"),
    path("<int:pk>/tien-do/", progress.progress, name="progress"),
    path("<int:pk>/tien-do/tep/", progress.progress_file, name="progress_file"),
    path("<int:pk>/gia-han/", extensions.extension_ask, name="extension_ask"),
]
