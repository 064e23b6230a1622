from django.shortcuts import render

from danvan.clock import today
from home.todo import home_of

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def home(request):
    """What the person has to do now, and nothing else."""
    day = today()
    context = {
        "home": home_of(request.user),
        "name": request.user.get_short_name(),
        "day": f"{WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}",
    }
    return render(request, "home/home.html", context)
