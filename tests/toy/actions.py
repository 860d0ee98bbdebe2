from datetime import date

from django.db import transaction

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import audit, finding, rows
from tests.toy.models import Visit
from tests.toy.rules import STATES


@transaction.atomic
def announce(*, who: str, on: date, agency: Agency, by: Officer) -> Visit:
    made = Visit.objects.create(who=who, on=on, agency=agency, edited_by=by)
    audit.record("toy.announced", target=made, by=by)
    finding.keep("visit", made)
    return made


@transaction.atomic
def receive(*, visit: Visit, by: Officer) -> None:
    held = rows.held(visit)
    held.state = STATES.go("receive", held.state)
    held.save(update_fields=["state"])
    audit.record("toy.received", target=held, by=by)
