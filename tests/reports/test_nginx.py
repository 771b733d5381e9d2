"""The shipped configuration of nginx, in a real one: every link of every page answers, and only what is for readers."""

import contextlib
import re
import shutil
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from tests.reports.conftest import soup_of

DEPLOY = Path(__file__).resolve().parents[2] / "deploy" / "nginx"
MAIN = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    include {folder}/server.conf;
}}
"""
DATA = {"monitor.duckdb": "data", "datapackage.json": "{}", "parquet/process.parquet": "PAR1", "csv/process.csv": "a"}
KEPT = ("hold.json", ".snapshots/20261128T0000Z-1/monitor.duckdb", "site/.made.json")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="module")
def published(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    shutil.copytree(site, folder / "site")
    for path, text in {**DATA, **dict.fromkeys(KEPT, "kept")}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@contextlib.contextmanager
def nginx(conf: str, published: Path, folder: Path, port: int) -> Iterator[None]:
    """A real nginx with a configuration, until the block ends."""
    program = shutil.which("nginx")
    if program is None:
        pytest.skip("no nginx: install nginx-light")
    (folder / "snippets").mkdir()
    shared = (DEPLOY / "published.conf").read_text(encoding="utf-8").replace("/srv/svmonitor", str(published))
    (folder / "snippets" / "svmonitor-published.conf").write_text(shared, encoding="utf-8")
    (folder / "server.conf").write_text(conf, encoding="utf-8")
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder), encoding="utf-8")
    process = subprocess.Popen([program, "-p", folder, "-c", folder / "nginx.conf"], stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process, folder)
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        assert process.poll() is None, (folder / "error.log").read_text(encoding="utf-8")
        time.sleep(0.05)
    pytest.fail("nginx does not answer")


@pytest.fixture(scope="module")
def address(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site as the container serves it."""
    port = free_port()
    conf = (DEPLOY / "container.conf").read_text(encoding="utf-8").replace("listen 8080", f"listen 127.0.0.1:{port}")
    with nginx(conf, published, tmp_path_factory.mktemp("nginx"), port):
        yield f"http://127.0.0.1:{port}"


def ask(url: str, method: str = "GET", **headers: str) -> tuple[int, Message]:
    request = urllib.request.Request(url, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers


def links_of(url: str, page: Path) -> set[str]:
    """Every address of the same server that a page names."""
    soup = soup_of(page)
    named = [tag.get(name) for name in ("href", "src") for tag in soup.select(f"[{name}]")]
    whole = {urldefrag(urljoin(url, str(address))).url for address in named if address}
    return {address for address in whole if urlsplit(address).netloc == urlsplit(url).netloc}


def test_every_page_and_every_link_of_it_answers(published: Path, address: str) -> None:
    site = published / "site"
    links: set[str] = set()
    for page in site.rglob("*.html"):
        url = f"{address}/{page.relative_to(site)}"
        links |= {url, url.removesuffix("index.html")} | links_of(url, page)
    assert len(links) > 200
    assert [url for url in sorted(links) if ask(url, "HEAD")[0] != 200] == []


@pytest.mark.parametrize("path", DATA)
def test_the_data_are_served_below_the_page_that_tells_of_them(address: str, path: str) -> None:
    assert ask(f"{address}/data/{path}")[0] == 200
    assert ask(f"{address}/data/")[0] == 200


@pytest.mark.parametrize(
    "path", [*KEPT, *(f"data/{path}" for path in KEPT), "data/../hold.json", "data/csv/..%2Fhold.json"]
)
def test_nothing_else_of_the_home_is_reachable(address: str, path: str) -> None:
    assert ask(f"{address}/{path}")[0] in {400, 403, 404}


def test_parts_of_a_file_are_served(address: str) -> None:
    status, headers = ask(f"{address}/data/monitor.duckdb", Range="bytes=1-2")
    assert (status, headers["Content-Range"]) == (206, "bytes 1-2/4")


@pytest.mark.parametrize(
    ("path", "type_"), [("csv/process.csv", "text/csv"), ("monitor.duckdb", "application/octet-stream")]
)
def test_data_have_their_type(address: str, path: str, type_: str) -> None:
    assert ask(f"{address}/data/{path}")[1].get_content_type() == type_


def test_only_the_page_that_asks_the_data_may_run_an_engine(address: str) -> None:
    for path in ("", "query/", "data/", "authorities/", "missing"):
        policy = ask(f"{address}/{path}")[1]["Content-Security-Policy"]
        assert ("wasm-unsafe-eval" in policy) is (path == "query/")


def test_the_server_of_a_machine_is_reached_by_https_alone(published: Path, tmp_path: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("no openssl")
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    plain, secure = free_port(), free_port()
    conf = (DEPLOY / "svmonitor.conf").read_text(encoding="utf-8")
    conf = re.sub(r"listen \[::\].*;\n", "\n", conf)
    conf = conf.replace("listen 443", f"listen 127.0.0.1:{secure}").replace("listen 80", f"listen 127.0.0.1:{plain}")
    conf = conf.replace("/etc/letsencrypt/live/monitor.example.org", str(tmp_path))
    with nginx(conf, published, tmp_path, secure):
        trusted = ssl.create_default_context(cafile=str(certificate))
        trusted.check_hostname = False
        with urllib.request.urlopen(f"https://127.0.0.1:{secure}/", context=trusted, timeout=10) as answer:
            assert answer.status == 200
        opener = urllib.request.build_opener(_Staying)
        with pytest.raises(urllib.error.HTTPError) as told:
            opener.open(f"http://127.0.0.1:{plain}/", timeout=10)
        with told.value:
            assert (told.value.code, told.value.headers["Location"][:8]) == (301, "https://")


class _Staying(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None
