from datetime import date

from django.db import transaction

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import audit, finding, rows
from nhipcau.kernel.stated import MOVED
from tests.toy.models import Visit


@transaction.atomic
def announce(*, who: str, on: date, agency: Agency, by: Officer) -> Visit:
    made = Visit.objects.create(who=who, on=on, agency=agency, edited_by=by, state_by=by)
    audit.record("toy.announced", target=made, by=by)
    finding.keep("visit", made)
    return made


@transaction.atomic
def receive(*, visit: Visit, by: Officer) -> None:
    held = rows.held(visit)
    held.move("receive", by=by)
    held.save(update_fields=MOVED)
    audit.record("toy.received", target=held, by=by)
