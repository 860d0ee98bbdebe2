"""The house with one app more."""

from nhipcau.config.settings import *  # noqa: F403
from nhipcau.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.toy"]
ROOT_URLCONF = "tests.toy.addresses"
