"""The rooms' addresses; each room keeps its own list."""

from nhipcau.office.asks import urls as asks
from nhipcau.office.certificates import urls as certificates
from nhipcau.office.deadlines import urls as deadlines
from nhipcau.office.deliveries import urls as deliveries
from nhipcau.office.directions import urls as directions
from nhipcau.office.outward import urls as outward
from nhipcau.office.registers import urls as registers
from nhipcau.office.signing import urls as signing
from nhipcau.office.weekly import urls as weekly

app_name = "office"
urlpatterns = [
    *certificates.urlpatterns,
    *deliveries.urlpatterns,
    *directions.urlpatterns,
    *deadlines.urlpatterns,
    *outward.urlpatterns,
    *registers.urlpatterns,
    *signing.urlpatterns,
    *asks.urlpatterns,
    *weekly.urlpatterns,
]
