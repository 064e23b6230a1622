from django.urls import path

from work import views

app_name = "work"
urlpatterns = [
    path("<int:pk>/", views.progress, name="progress"),
    path("loi/", views.parked, name="parked"),
    path("<int:pk>/chay-lai/", views.retry, name="retry"),
]
