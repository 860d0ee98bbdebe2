"""The small fixed cast of every test, and a province small enough to hold in the head."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from nhipcau.agencies.models import Agency, AgencyGroup, GroupName, Officer, RoleHolding
from nhipcau.agencies.rules import ROLES_OF_AGENCY, AgencyKind, Role
from nhipcau.kernel import clock
from nhipcau.kernel.models import Installation
from tests.laid import laid

_ENGINES = Path(__file__).parents[1] / "src/nhipcau/engines"


@pytest.fixture(scope="session")
def _folders(tmp_path_factory) -> Iterator[Path]:
    """Folders named by a count, each for one test."""
    base = tmp_path_factory.getbasetemp()
    return (base / f"of-{number}" for number in itertools.count())


@pytest.fixture
def tmp_path(_folders) -> Path:
    """A folder of the test's own.  Pytest's looks through the folders of all tests before for a name that is free."""
    made = next(_folders)
    made.mkdir(mode=0o700)
    return made


@pytest.fixture(autouse=True)
def _own_clock():
    clock.forget()
    yield
    clock.forget()


@pytest.fixture(autouse=True)
def _own_files(request, _folders):
    """Folders of the test's own: two workers that shared one would see, or empty away, each other's uploads.  Engines
    know of no settings, and the most tests are theirs."""
    if _ENGINES not in request.path.parents:
        request.getfixturevalue("_own_settings")


@pytest.fixture
def _own_settings(settings, tmp_path, _folders):
    settings.VAR_DIR = next(_folders)
    settings.FILE_UPLOAD_TEMP_DIR = settings.VAR_DIR / "incoming"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, parents=True)
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
    }
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.KEYS_DIR = tmp_path / "keys"


@pytest.fixture
@laid
def installation(db) -> Installation:
    return Installation.objects.get_or_create(defaults={"province": "Lâm Đồng"})[0]


@pytest.fixture
@laid
def agency(db) -> Agency:
    """The officer's own agency."""
    return Agency.objects.create(
        code="so-cong-thuong", name="Sở Công Thương", kind=AgencyKind.DEPARTMENT, valid_from=date(2020, 1, 1)
    )


@pytest.fixture
@laid
def other_agency(db) -> Agency:
    return Agency.objects.create(
        code="so-van-hoa",
        name="Sở Văn hóa, Thể thao và Du lịch",
        kind=AgencyKind.DEPARTMENT,
        valid_from=date(2020, 1, 1),
    )


@pytest.fixture
@laid
def departments(db, agency, other_agency) -> AgencyGroup:
    """The group "các Sở, ban, ngành"."""
    group = AgencyGroup.objects.create(
        code="cac-so", name="Các Sở, ban, ngành", kinds=[AgencyKind.DEPARTMENT]
    )
    GroupName.objects.create(group=group, name="Các Sở, ban, ngành")
    return group


def _officer(username: str, full_name: str, role: Role, agency: Agency | None = None) -> Officer:
    made = Officer.objects.create_user(
        username=username,
        password="mat-khau-thu-1",
        full_name=full_name,
        agency=agency,
        email=f"{username}@example.org",
    )
    hold(made, role)
    return made


def hold(officer: Officer, role: Role, agency: Agency | None = None, **days: date) -> RoleHolding:
    """Let an officer hold a role since long ago, a role of an agency at the officer's own desk."""
    of_agency = (agency or officer.agency) if role in ROLES_OF_AGENCY else None
    officer.forget_roles()
    return RoleHolding.objects.create(
        officer=officer, role=role.value, agency=of_agency, **({"since": date(2020, 1, 1)} | days)
    )


@pytest.fixture
@laid
def coordinator(installation, other_agency) -> Officer:
    return _officer("dieuphoi", "Trần Điều Phối", Role.COORDINATOR, other_agency)


@pytest.fixture
@laid
def officer(installation, agency) -> Officer:
    return _officer("canbo", "Lê Cán Bộ", Role.OFFICER, agency)


@pytest.fixture
@laid
def leader(installation) -> Officer:
    return _officer("lanhdao", "Phạm Lãnh Đạo", Role.LEADER)


@pytest.fixture
@laid
def administrator(installation) -> Officer:
    return _officer("quantri", "Ngô Quản Trị", Role.ADMINISTRATOR)


@pytest.fixture
@laid
def clerk(installation, agency) -> Officer:
    """Gives numbers and seals at the officer's own agency."""
    return _officer("vanthu", "Vũ Văn Thư", Role.CLERK, agency)


@pytest.fixture
@laid
def agency_leader(installation, agency) -> Officer:
    """The head of the officer's own agency, who signs for it; the post stands under papers."""
    made = _officer("giamdoc", "Đỗ Giám Đốc", Role.AGENCY_LEADER, agency)
    made.position = "Giám đốc"
    made.save(update_fields=["position"])
    return made


@pytest.fixture
@laid
def stranger(installation) -> Officer:
    """Signed in, but nobody has given the account a role."""
    return Officer.objects.create_user(username="nguoila", password="mat-khau-thu-1", full_name="Người Lạ")


@pytest.fixture
def client_of(client):
    """client_of(user) → a test client signed in as that user."""

    def sign_in(user: Officer):
        client.force_login(user)
        return client

    return sign_in
