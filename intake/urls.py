from django.urls import path

from home.views import home

app_name = "intake"
urlpatterns = [path("", home, name="start")]
