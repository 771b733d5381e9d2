"""Real parts for the lake to stand on: a PostgreSQL cluster and an S3 server, both on loopback and gone afterwards."""

import logging
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3
from moto.server import ThreadedMotoServer

KEYS = {
    "AWS_ACCESS_KEY_ID": "lake",
    "AWS_SECRET_ACCESS_KEY": "not-a-secret",
    "AWS_DEFAULT_REGION": "us-east-1",
    # The server for trying now and then keeps the frames of a body that is sent in pieces behind a checksum.
    "AWS_REQUEST_CHECKSUM_CALCULATION": "when_required",
}
_PLACES = "/usr/lib/postgresql/*/bin/initdb"


def postgres_folder() -> Path | None:
    """Where the programs of PostgreSQL are; None when it is not installed."""
    found = sorted(Path("/").glob(_PLACES.lstrip("/")), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@contextmanager
def postgres(programs: Path) -> Iterator[str]:
    """Address of a cluster that lives as long as this; run as another user by root, whom it refuses."""
    user = _unprivileged() if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="lake-postgres-"))
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    port = free_port()
    data, log = folder / "data", folder / "log"
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"

    def call(name: str, *arguments: str) -> None:
        who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
        subprocess.run(
            [programs / name, *arguments],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **who,  # type: ignore[call-overload]
        )

    try:
        call("initdb", "-D", str(data), "-U", "lake", "-A", "trust", "--no-sync", "--locale=C")
        call("pg_ctl", "-D", str(data), "-l", str(log), "-o", options, "-w", "start")
        try:
            yield f"postgresql://lake@127.0.0.1:{port}/postgres"
        finally:
            call("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def bucket(name: str) -> Iterator[str]:
    """Address of an S3 server that holds an empty bucket; the keys have to stand in the environment."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # a line for each request would bury what failed
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    try:
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket=name)
        yield endpoint
    finally:
        server.stop()


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _unprivileged() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise AssertionError("no user to run PostgreSQL as")
