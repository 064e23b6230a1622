from django.core.paginator import Paginator
from django.shortcuts import render

from plans import rules
from plans.finding import documents_with, places_of, plans_with
from plans.searching import terms_of
from plans.views.doors import require

PAGE = 10


def search(request):
    """Tìm trong kế hoạch: plans, their items, and the documents they cite."""
    require(rules.sees_cited(request.user))
    asked = request.GET.get("q", "").strip()
    terms = terms_of(asked)
    context = {"asked": asked, "terms": terms}
    if terms:
        page = Paginator(plans_with(request.user, terms), PAGE).get_page(request.GET.get("page"))
        context |= {
            "page": page,
            "found": places_of(request.user, list(page.object_list), terms),
            "documents": documents_with(request.user, asked, terms) if page.number == 1 else (),
        }
    return render(request, "plans/search.html", context)
