from django.urls import path

from tasks.views import saved, tracking

PATTERNS = [
    path("", tracking.task_list, name="list"),
    path("xuat-excel/", tracking.task_export, name="export"),
    path("bo-loc/luu/", saved.filter_save, name="filter_save"),
    path("bo-loc/<int:pk>/doi-ten/", saved.filter_rename, name="filter_rename"),
    path("bo-loc/<int:pk>/xoa/", saved.filter_delete, name="filter_delete"),
]
