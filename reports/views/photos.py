"""Picking the photos of a report, and showing them to those who may read it."""

from itertools import groupby

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from danvan.asked import number
from records.models import StoredFile
from records.serving import file_response, small_response
from reports.actions.parts import StaleVersion
from reports.actions.photos import PhotosRefused, save_photos
from reports.models import Submission
from reports.paper import photos
from reports.views.commune import commune_reports
from reports.views.editing import CLOSED, STALE, editable, too_late


def report_photos(request, pk):
    """The photos of the report in their order, and those of the period to pick from."""
    report = editable(request, pk)
    if request.method == "POST":
        return _save(request, report)
    if not report.is_open:
        return too_late(request, report)
    return _page(request, report, list(report.photos.select_related("file")), set())


def _save(request, report):
    pks = _moved(list(filter(None, map(number, request.POST.getlist("photo")))), request.POST)
    kept = [(pk, request.POST.get(f"caption-{pk}", "")) for pk in pks]
    added = set(filter(None, map(number, request.POST.getlist("add"))))
    try:
        count = save_photos(
            report,
            version=number(request.POST.get("version")),
            kept=kept,
            added=added,
            by=request.user,
        )
    except StaleVersion:
        report = editable(request, report.pk)
        messages.error(request, STALE if report.is_open else CLOSED)
        return _page(request, report, _as_posted(report, kept), added, status=409)
    except PhotosRefused as refusal:
        messages.error(request, str(refusal))
        # The version it claimed was given back with everything else.
        report = editable(request, report.pk)
        return _page(request, report, _as_posted(report, kept), added, status=422)
    messages.success(request, f"Đã lưu {count} ảnh.")
    moved = number(request.POST.get("up") or request.POST.get("down"))
    place = f"#anh-{moved}" if moved else ""
    return redirect(f"{reverse('reports:report_photos', args=[report.pk])}{place}")


def _moved(pks, post):
    """The photos in the order that the pressed button asks for: one up, one down, one out."""
    for name, step in (("up", -1), ("down", 1)):
        pk = number(post.get(name))
        if pk in pks:
            at = pks.index(pk)
            to = min(max(at + step, 0), len(pks) - 1)
            pks.insert(to, pks.pop(at))
    dropped = number(post.get("drop"))
    return [pk for pk in pks if pk != dropped]


def _as_posted(report, kept):
    """The photos as the person has them on the page, and behind them what another person has added meanwhile."""
    standing = {photo.pk: photo for photo in report.photos.select_related("file")}
    rows = []
    for pk, words in kept:
        if photo := standing.pop(pk, None):
            photo.caption = words
            rows.append(photo)
    return [*rows, *standing.values()]


def _page(request, report, chosen, ticked, *, status=200):
    taken = [photo.evidence_id for photo in chosen if photo.evidence_id]
    found = list(photos.offered(request.user, report).exclude(pk__in=taken)[: photos.MOST_OFFERED])
    found.sort(key=lambda each: (each.update.task.lead_unit.position, each.update.task_id))
    for each in found:
        each.is_ticked = each.pk in ticked
        each.proposed = photos.caption_of(each)
    for photo in chosen:
        photo.name = photo.file.sha256
    context = {
        "report": report,
        "chosen": chosen,
        "groups": [
            (task, list(group)) for task, group in groupby(found, lambda each: each.update.task)
        ],
        "most": photos.MOST,
        "longest": photos.LONGEST_CAPTION,
        "is_cut": len(found) == photos.MOST_OFFERED,
        "most_offered": photos.MOST_OFFERED,
    }
    return render(request, "reports/report_photos.html", context, status=status)


def report_photo(request, pk):
    """A photo of a report, by its SHA-256 in `anh`: of those picked, or of those the issued document shows;
    `nho` asks for it small."""
    report = get_object_or_404(commune_reports(request), pk=pk)
    name = request.GET.get("anh", "")
    # A page drawn before the worker made the copy for print still asks for the photo that was picked.
    named = Q(file__sha256=name) | Q(evidence__file__sha256=name)
    picked = report.photos.filter(named).exists()
    may_read = picked or name in photos.names_in(report.document or {})
    return _photo(name, may_read, small="nho" in request.GET)


def submission_photo(request, pk):
    """A photo of what was handed in, for those who may read that."""
    submission = get_object_or_404(Submission.objects.visible_to(request.user), pk=pk)
    name = request.GET.get("anh", "")
    return _photo(name, name in photos.names_in(submission.document or {}))


def _photo(name, may_read, *, small=False):
    file = StoredFile.objects.filter(sha256=name).first() if may_read else None
    if file is None:
        raise Http404
    return small_response(file) if small else file_response(file, inline=True)
