"""The rooms' models; each room keeps its own."""

from nhipcau.office.asks.models import *  # noqa: F403 - Django looks for models here
from nhipcau.office.certificates.models import *  # noqa: F403 - Django looks for models here
from nhipcau.office.deadlines.models import *  # noqa: F403 - Django looks for models here
from nhipcau.office.deliveries.models import *  # noqa: F403 - Django looks for models here
from nhipcau.office.directions.models import *  # noqa: F403 - Django looks for models here
from nhipcau.office.outward.models import *  # noqa: F403 - Django looks for models here
from nhipcau.office.registers.models import *  # noqa: F403 - Django looks for models here
from nhipcau.office.signing.models import *  # noqa: F403 - Django looks for models here
from nhipcau.office.weekly.models import *  # noqa: F403 - Django looks for models here
