"""Who may see and write what of the press: load and authorise in one call.

Reading the desk is for those who see every agency's part; deciding on it is for those who run the programme.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from nhipcau.agencies.models import Officer
from nhipcau.agencies.rules import Permission
from nhipcau.press.models import Article, FoundPage, SavedSearch, Source


def get_article_for(officer: Officer, pk: int, permission: Permission = Permission.READ_ALL) -> Article:
    """An article to read or, with RUN, to decide on; 404 where there is none."""
    _demand(officer, permission)
    found = Article.objects.select_related("outlet", "story", "copy_of__outlet").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_source_for(officer: Officer, pk: int, permission: Permission = Permission.READ_ALL) -> Source:
    """A source to read or, with RUN, to change."""
    _demand(officer, permission)
    found = Source.objects.select_related("outlet").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_page_for(officer: Officer, pk: int) -> FoundPage:
    """A page put aside, with its file; for those who look after the sources."""
    _demand(officer, Permission.RUN)
    found = FoundPage.objects.select_related("source__outlet", "file").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_saved_search_for(officer: Officer, pk: int) -> SavedSearch:
    """One of the officer's own saved searches; another's is not known to exist."""
    _demand(officer, Permission.READ_ALL)
    found = SavedSearch.objects.filter(officer=officer, pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_feed(key: str) -> SavedSearch:
    """The saved search of a feed's key, while its officer may still read the press."""
    found = SavedSearch.objects.select_related("officer").filter(feed_key=key).first()
    if found is None or not found.officer.may(Permission.READ_ALL):
        raise Http404
    return found


def _demand(officer: Officer, permission: Permission) -> None:
    if not officer.may(permission):
        raise PermissionDenied
