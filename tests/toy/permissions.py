from django.http import Http404

from nhipcau.agencies.models import Officer
from nhipcau.kernel.access import declare
from nhipcau.kernel.refusal import N_
from tests.toy.models import Visit

KEEP = declare("toy.keep", N_("Ghi các đoàn đến thăm."))


def visible(officer: Officer, keys=None):
    found = Visit.objects.all() if officer.may(KEEP) else Visit.objects.none()
    return found if keys is None else found.filter(pk__in=keys)


def get_visit_for(officer: Officer, pk: int) -> Visit:
    found = visible(officer, [pk]).first()
    if found is None:
        raise Http404
    return found
