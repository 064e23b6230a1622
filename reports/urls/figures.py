from django.urls import path

from reports.views import figures, indicator_sets, indicators, matrix, sheets

PATTERNS = [
    path("cua-xa/<int:pk>/so-lieu/", figures.report_figures, name="report_figures"),
    path("so-lieu/<int:pk>/kiem-tra/", figures.figure_check, name="figure_check"),
    path("so-lieu/<int:pk>/bieu/", sheets.figure_sheet, name="figure_sheet"),
    path("so-lieu/<int:pk>/gui-bieu/", sheets.figure_upload, name="figure_upload"),
    path("so-lieu/tep/<int:pk>/", sheets.figure_import, name="figure_import"),
    path("so-lieu/tep/<int:pk>/nhan/", sheets.figure_take, name="figure_take"),
    path("cua-xa/<int:pk>/so-lieu/don-vi/", matrix.figure_matrix, name="figure_matrix"),
    path("cua-xa/<int:pk>/so-lieu/chon/", matrix.figure_settle, name="figure_settle"),
    path("chi-tieu/", indicator_sets.set_list, name="set_list"),
    path("chi-tieu/<int:pk>/", indicator_sets.set_detail, name="set_detail"),
    path("chi-tieu/<int:pk>/sua/", indicator_sets.set_edit, name="set_edit"),
    path("chi-tieu/<int:pk>/sao/", indicator_sets.set_copy, name="set_copy"),
    path("chi-tieu/<int:pk>/ap-dung/", indicator_sets.set_publish, name="set_publish"),
    path("chi-tieu/<int:pk>/them/", indicators.indicator_add, name="indicator_add"),
    path("chi-tieu/so/<int:pk>/", indicators.indicator_edit, name="indicator_edit"),
    path("chi-tieu/so/<int:pk>/chuyen/", indicators.indicator_act, name="indicator_act"),
    path("chi-tieu/<int:pk>/them-kiem-tra/", indicators.check_add, name="check_add"),
    path("chi-tieu/kiem-tra/<int:pk>/", indicators.check_edit, name="check_edit"),
    path("chi-tieu/kiem-tra/<int:pk>/bo/", indicators.check_remove, name="check_remove"),
]
