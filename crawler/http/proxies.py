"""The proxies that the environment names, read as Scrapy reads them; SOCKS is told, since nobody here speaks it."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit
from urllib.request import proxy_bypass_environment  # type: ignore[attr-defined]  # the stubs lack it

from crawler.errors import CrawlerError


def refuse_socks(urls: Iterable[str], environ: Mapping[str, str]) -> None:
    """Stop before asking portals past a proxy that was meant for them.

    Raises:
        CrawlerError: the environment names a SOCKS proxy for one of the addresses.
    """
    for url in urls:
        variable, proxy = _chosen(url, environ)
        if proxy.lower().startswith("socks"):
            raise CrawlerError(
                f"{variable} names a SOCKS proxy, which is not supported: name an HTTP proxy in HTTPS_PROXY and"
                " HTTP_PROXY, or list the portals in NO_PROXY"
            )


def with_proxies(environ: Mapping[str, str]) -> dict[str, str]:
    """An environment in which ALL_PROXY, which Scrapy does not know, stands for what is not named by itself."""
    found = dict(environ)
    proxy = _value(environ, "all_proxy")[1]
    for name in ("http_proxy", "https_proxy"):
        if proxy and not _value(environ, name)[1]:
            found[name] = proxy
    return found


def address_of(url: str, environ: Mapping[str, str]) -> tuple[str, int, bool]:
    """Host and port that are connected to for an address, and whether they are a proxy's."""
    proxy = _chosen(url, environ)[1]
    parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}") if proxy else urlsplit(url)
    return parts.hostname or "", parts.port or {"http": 80, "https": 443}.get(parts.scheme, 80), bool(proxy)


def _chosen(url: str, environ: Mapping[str, str]) -> tuple[str, str]:
    """The variable that names the proxy for an address, and the proxy; both empty when there is none."""
    parts = urlsplit(url)
    if proxy_bypass_environment(parts.hostname or "", {"no": _value(environ, "no_proxy")[1]}):
        return "", ""
    name, proxy = _value(environ, f"{parts.scheme}_proxy")
    return (name, proxy) if proxy else _value(environ, "all_proxy")


def _value(environ: Mapping[str, str], name: str) -> tuple[str, str]:
    """A variable as it is written in the environment, and its value; the name in small letters comes first."""
    for variable in (name, name.upper()):
        if variable in environ:
            return variable, environ[variable].strip()
    return name, ""
