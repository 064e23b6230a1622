from django.urls import path

from reports.views import request_changes, requests

PATTERNS = [
    path("yeu-cau/", requests.request_list, name="request_list"),
    path("yeu-cau/moi/", requests.request_create, name="request_create"),
    path("yeu-cau/<int:pk>/", requests.request_detail, name="request_detail"),
    path("yeu-cau/<int:pk>/sua/", request_changes.request_edit, name="request_edit"),
    path("yeu-cau/<int:pk>/rut/", requests.request_withdraw, name="request_withdraw"),
    path("yeu-cau/tep/<int:pk>/", requests.request_file, name="request_file"),
]
