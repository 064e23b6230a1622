"""Văn bản viện dẫn: the register of the documents that the commune's plans cite."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render

from danvan.asked import number
from plans import rules
from plans.cited import with_plans
from plans.cited_forms import KINDS, CitedForm
from plans.cited_register import FACTS, AlreadyThere, DocumentChanged, correct, enter, join
from plans.finding import by_words
from plans.item_paths import paths_of
from plans.models import CitedDocument, Mention, Plan
from plans.plan_book import cited_as_xlsx
from plans.searching import folded, snippet, terms_of
from plans.views.doors import require
from plans.views.lists import as_file

PAGE = 50
MOST_MENTIONS = 200
# How many are offered to be joined with one.
MOST_ALIKE = 300


def cited_list(request):
    require(rules.sees_cited(request.user))
    asked, own = request.GET, CitedDocument.objects.visible_to(request.user)
    rows = with_plans(_filtered(own, asked), request.user).select_related("replaced_by")
    if "xlsx" in asked:
        return as_file(cited_as_xlsx(rows), "van-ban-vien-dan.xlsx")
    context = {
        "page": Paginator(rows, PAGE).get_page(asked.get("page")),
        "kinds": own.order_by("kind").values_list("kind", flat=True).distinct(),
        "issuers": own.exclude(issuer="")
        .order_by("issuer")
        .values_list("issuer", flat=True)
        .distinct(),
        "forces": [(value or "unknown", label) for value, label in CitedDocument.Force.choices],
        "is_filtered": any(asked.get(name) for name in ("q", "kind", "issuer", "force")),
        "keeps": rules.keeps_cited(request.user),
    }
    return render(request, "plans/cited_list.html", context)


def _filtered(rows, asked):
    rows = rows.filter(by_words(asked.get("q", ""), terms_of(asked.get("q", ""))))
    for name in ("kind", "issuer"):
        if asked.get(name):
            rows = rows.filter(**{name: asked[name]})
    forces = {value or "unknown": value for value in CitedDocument.Force.values}
    return rows.filter(force=forces[asked["force"]]) if asked.get("force") in forces else rows


def cited_detail(request, pk):
    document = _a_document(request, pk)
    plans = Plan.objects.visible_to(request.user)
    mentions = Mention.objects.filter(document=document, plan__in=plans)
    mentions = mentions.select_related("plan__commune", "plan__unit", "item").order_by(
        "-plan__year", "plan", "pk"
    )
    shown = list(mentions[:MOST_MENTIONS])
    context = {
        "document": document,
        "groups": _by_plan(request.user, shown),
        "plan_count": mentions.order_by().values("plan").distinct().count(),
        "mention_count": mentions.count(),
        "replaces": CitedDocument.objects.visible_to(request.user).filter(replaced_by=document),
        "keeps": rules.keeps_cited(request.user),
        "alike": _alike(request.user, document),
    }
    return render(request, "plans/cited_detail.html", context)


def _by_plan(user, mentions):
    """[(plan, [(mention, where, pieces, other date)])] in the order given."""
    paths = paths_of(user, {each.plan_id for each in mentions})
    groups = {}
    for each in mentions:
        where = paths.get(each.item_id) or each.get_part_display()
        words = each.item.words if each.item else each.words
        groups.setdefault(each.plan, []).append((each, where, _marked(words, each.words)))
    return list(groups.items())


def _marked(words, printed):
    """The words around the place where the document is named."""
    return snippet(words, [folded(printed)] if printed else [], reach=90)


def _alike(user, document):
    """Other documents it may be one with: those of its number first."""
    if not rules.keeps_cited(user):
        return ()
    others = CitedDocument.objects.visible_to(user).exclude(pk=document.pk)
    figure = document.number.lstrip("0").partition("/")[0].partition("-")[0]
    near = (
        others.filter(Q(key=document.key) | Q(number__startswith=figure))
        if figure
        else others.none()
    )
    first = list(near[:20])
    return [*first, *others.exclude(pk__in=[row.pk for row in first])[:MOST_ALIKE]]


def cited_create(request):
    require(rules.keeps_cited(request.user))
    form = CitedForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            document = enter(request.user.commune, form.facts())
        except AlreadyThere as there:
            form.add_error(None, f"{there} Hãy mở văn bản đó để sửa.")
        else:
            messages.success(request, f"Đã thêm {document} vào danh mục.")
            return redirect("plans:cited_detail", document.pk)
    return render(request, "plans/cited_form.html", {"form": form, "known_kinds": KINDS})


def cited_edit(request, pk):
    document = _a_document(request, pk)
    require(rules.keeps_cited(request.user))
    stored = {name: getattr(document, name) for name in FACTS}
    form = CitedForm(request.POST or None, instance=document, user=request.user)
    conflict = None
    if form.is_valid():
        try:
            correct(document, form.facts(), version=form.cleaned_data["version"])
        except AlreadyThere as there:
            form.add_error(
                None, f"{there} Nếu là một văn bản, hãy gộp hai dòng ở trang của văn bản."
            )
        except DocumentChanged:
            conflict = _differences(form, stored)
            form.data = form.data.copy()
            form.data["version"] = _a_document(request, pk).version
        else:
            messages.success(request, "Đã lưu văn bản viện dẫn.")
            return redirect("plans:cited_detail", pk)
    context = {
        "form": form,
        "document": _a_document(request, pk),
        "conflict": conflict,
        "known_kinds": KINDS,
    }
    return render(request, "plans/cited_form.html", context)


def _differences(form, stored):
    """(label, what is stored now, what was typed) of each field that differs."""
    typed = form.facts()
    return [
        (form.fields[name].label, stored[name] or "–", typed[name] or "–")
        for name in FACTS
        if stored[name] != typed[name]
    ]


def cited_merge(request, pk):
    """Two lines of the register that are one document: first what would happen, then by a press."""
    gone = _a_document(request, pk)
    require(rules.keeps_cited(request.user))
    into = number((request.POST or request.GET).get("into"))
    if into is None or into == gone.pk:
        messages.error(request, "Hãy chọn văn bản còn lại để gộp.")
        return redirect("plans:cited_detail", gone.pk)
    kept = _a_document(request, into)
    if request.method == "POST":
        try:
            plans = join(gone, kept)
        except DocumentChanged:
            messages.error(
                request,
                "Một trong hai văn bản vừa được gộp hoặc xóa ở nơi khác. Hãy xem lại danh mục.",
            )
            return redirect("plans:cited_list")
        messages.success(request, f"Đã gộp vào {kept}; {plans} kế hoạch chuyển sang.")
        return redirect("plans:cited_detail", kept.pk)
    rows = with_plans(CitedDocument.objects.visible_to(request.user), request.user)
    found = {row.pk: row for row in rows.filter(pk__in=[gone.pk, kept.pk])}
    return render(
        request, "plans/cited_merge.html", {"gone": found[gone.pk], "kept": found[kept.pk]}
    )


def _a_document(request, pk):
    own = CitedDocument.objects.visible_to(request.user).select_related("commune", "replaced_by")
    return get_object_or_404(own, pk=pk)
