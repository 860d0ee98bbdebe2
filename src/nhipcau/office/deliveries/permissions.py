"""What the pages of deliveries demand, and who may answer what: load and authorise in one call."""

from __future__ import annotations

from django.http import Http404

from nhipcau.agencies.models import Officer
from nhipcau.kernel.access import declare
from nhipcau.kernel.refusal import N_
from nhipcau.office.deliveries.models import Delivery

SETTLE_LETTERS = declare(
    "office.settle_letters", N_("Xem thư chưa rõ kết quả gửi và quyết định gửi lại hay coi như đã gửi.")
)
SEND = declare("office.send", N_("Gửi văn bản đến các nơi nhận và ghi các bản giấy đã gửi."))
READ_SENT = declare("office.read_sent", N_("Xem văn bản đã gửi đến đâu, nơi nào đã xác nhận."))
ACKNOWLEDGE = declare(
    "office.acknowledge", N_("Đọc văn bản gửi đến cơ quan và xác nhận đã nhận."), of_agency=True
)


def get_received_for(officer: Officer, pk: int) -> Delivery:
    """What came to the officer or to an agency that the officer answers for; 404 for anybody else."""
    found = Delivery.objects.to_be_read_by(officer).for_list().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
