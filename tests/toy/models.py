from django.db import models

from nhipcau.agencies.models import Agency
from nhipcau.kernel.stated import Stated
from tests.toy.rules import STATES, State


class Visit(Stated):
    states = STATES
    who = models.CharField(max_length=200)
    on = models.DateField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=State.ANNOUNCED)
    edited_by = models.ForeignKey("agencies.Officer", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.who
