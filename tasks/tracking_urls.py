from django.urls import path

from tasks.views import bulk, desk, saved, tracking

PATTERNS = [
    path("", tracking.task_list, name="list"),
    path("xuat-excel/", tracking.task_export, name="export"),
    path("chon/", bulk.bulk, name="bulk"),
    path("chon/hoan-tac/", bulk.bulk_undo, name="bulk_undo"),
    path("cua-toi/", desk.mine, name="mine"),
    path("cua-toi/xuat-excel/", desk.mine_export, name="mine_export"),
    path("cua-toi/<int:pk>/", desk.quick_move, name="quick_move"),
    path("qua-han/", desk.leader, name="leader"),
    path("qua-han/don-doc/", desk.urge_late, name="urge_late"),
    path("qua-han/xuat-excel/", desk.leader_export, name="leader_export"),
    path("dinh-ky/xuat-excel/", desk.series_export, name="series_export"),
    path("bo-loc/luu/", saved.filter_save, name="filter_save"),
    path("bo-loc/<int:pk>/doi-ten/", saved.filter_rename, name="filter_rename"),
    path("bo-loc/<int:pk>/xoa/", saved.filter_delete, name="filter_delete"),
]
