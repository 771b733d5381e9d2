"""The catalogue and the warehouse: opened as set, and what goes wrong there said in one line."""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.errors import StoreError
from store.lake.errors import ConflictError, LakeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyiceberg.catalog.sql import SqlCatalog

NAME = "lake"
NAMESPACES = ("core", "out", "lake")
_MOST_RACES = 4
_TIMEOUT_SECONDS = "20"


@dataclass(frozen=True)
class Place:
    """Where a lake is, and who writes it from here.

    Attributes:
        catalog: address of its catalogue, `postgresql://user@host/database` or `sqlite:////folder/catalog.db`.
        warehouse: where its files are, `s3://bucket/folder` or a folder.
        writer: name of this monitor among those that write the lake.
        main: name of the one that writes processes and figures.
        sources: portals whose notices this one writes; none named, all that it holds.
        password: password of the catalogue.
        endpoint: address of an S3 server other than Amazon's.
        region: region of the bucket.
        keep_days: how long what no edition names can be read back.
    """

    catalog: str
    warehouse: str
    writer: str
    main: str
    sources: tuple[str, ...] = ()
    password: str = ""
    endpoint: str = ""
    region: str = "us-east-1"
    keep_days: int = 7

    @property
    def address(self) -> str:
        """The warehouse as an address: a folder gets its scheme."""
        whole = self.warehouse.rstrip("/")
        return whole if re.match(r"[a-z][a-z0-9]+:", whole) else f"file://{whole}"

    @property
    def is_main(self) -> bool:
        """Whether processes and figures are written from here."""
        return self.writer == self.main


def require() -> None:
    """Stop where the libraries of the lake are not installed.

    Raises:
        LakeError: as said.
    """
    if not all(importlib.util.find_spec(name) for name in ("pyarrow", "pyiceberg", "sqlalchemy")):
        raise LakeError("the lake needs more than is installed here: pip install 'social-value-monitor[lake]'")


@contextlib.contextmanager
def opened(place: Place) -> Iterator[SqlCatalog]:
    """Open a lake, and have whatever fails in it raised as one line.

    Raises:
        ConflictError: another writer was faster.
        LakeError: the lake cannot be read or written.
    """
    with faults_told(place), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Delete operation did not match any records")
        logging.getLogger("pyiceberg").setLevel(logging.ERROR)
        catalog = _open(place)
        try:
            for namespace in NAMESPACES:
                _make_namespace(catalog, namespace)
            yield catalog
        finally:
            catalog.close()


def _open(place: Place) -> SqlCatalog:
    from pyiceberg.catalog.sql import SqlCatalog  # noqa: PLC0415 - heavy, and not always installed
    from sqlalchemy.engine import make_url  # noqa: PLC0415
    from sqlalchemy.exc import IntegrityError, ProgrammingError  # noqa: PLC0415

    url = make_url(place.catalog)
    if url.get_backend_name() == "postgresql":
        url = url.set(drivername="postgresql+psycopg2")
        url = url.update_query_dict({"connect_timeout": _TIMEOUT_SECONDS})
    if place.password:
        url = url.set(password=place.password)
    settings = {
        "uri": url.render_as_string(hide_password=False),
        "warehouse": place.address,
        "pool_pre_ping": "true",
        "py-io-impl": "pyiceberg.io.pyarrow.PyArrowFileIO",
        "s3.region": place.region,
        "s3.connect-timeout": _TIMEOUT_SECONDS,
        "s3.request-timeout": "120",
    }
    if place.endpoint:
        settings["s3.endpoint"] = place.endpoint
    for _ in range(_MOST_RACES):
        # The first to open a catalogue makes its tables: of two at once one fails, and finds them the next time.
        with contextlib.suppress(IntegrityError, ProgrammingError):
            return SqlCatalog(NAME, **settings)
    return SqlCatalog(NAME, **settings)


def _make_namespace(catalog: SqlCatalog, name: str) -> None:
    from pyiceberg.exceptions import NamespaceAlreadyExistsError  # noqa: PLC0415
    from sqlalchemy.exc import IntegrityError  # noqa: PLC0415

    if not catalog.namespace_exists(name):
        with contextlib.suppress(NamespaceAlreadyExistsError, IntegrityError):  # another monitor was faster
            catalog.create_namespace(name)


_REFUSED = re.compile(r"ACCESS_DENIED|AccessDenied|InvalidAccessKeyId|SignatureDoesNotMatch|\b403\b")


@contextlib.contextmanager
def faults_told(place: Place) -> Iterator[None]:
    """Have whatever fails in a lake raised as one line that says where.

    Raises:
        ConflictError: another writer was faster.
        LakeError: the lake cannot be read or written.
    """
    try:
        yield
    except StoreError:
        raise
    except Exception as error:
        kind = type(error).__name__
        if kind in {"CommitFailedException", "ValidationException", "TableAlreadyExistsError"}:
            raise ConflictError(f"another writer of the lake was faster: {_line(error)}") from error
        module = type(error).__module__
        if module.startswith(("sqlalchemy", "psycopg2", "sqlite3")):
            raise LakeError(f"the catalogue of the lake cannot be used: {_line(error)}") from error
        if isinstance(error, OSError) or module.startswith(("pyarrow", "botocore")):
            line = _line(error)
            why = f"its keys are refused, or may not do this: {line}" if _REFUSED.search(str(error)) else line
            raise LakeError(f"the warehouse {place.warehouse} cannot be used: {why}") from error
        raise LakeError(f"the lake cannot be used: {kind}: {_line(error)}") from error


def _line(error: BaseException) -> str:
    """The first line of what an error says, without addresses that hold a password."""
    said = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
    return re.sub(r"//[^@/\s]*@", "//", said)
