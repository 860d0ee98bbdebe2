from django.db import models

from nhipcau.agencies.models import Agency
from tests.toy.rules import State


class Visit(models.Model):
    who = models.CharField(max_length=200)
    on = models.DateField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=State.ANNOUNCED)
    edited_by = models.ForeignKey("agencies.Officer", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.who
