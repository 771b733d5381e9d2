"""The sample portal by itself, for trying a server: `python -m crawler.sample`, until it is stopped by Ctrl-C."""

import signal
import threading

from crawler.sample.packs import served
from crawler.sample.portal import SamplePortal
from crawler.sample.releases import SAMPLE_FROM, SAMPLE_UNTIL, load_releases


def main() -> None:
    """Serve invented notices and documents, and print the settings that lead a monitor here."""
    stopped = threading.Event()
    signal.signal(signal.SIGINT, lambda *_: stopped.set())
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    with SamplePortal(load_releases(), documents=served()) as portal:
        print(
            f"# Invented notices of {SAMPLE_FROM:%Y-%m-%d} to {SAMPLE_UNTIL:%Y-%m-%d}. Settings for a home of its own:"
        )
        print("[portals]", *(f'{source} = "{url}"' for source, url in portal.urls.items()), sep="\n", flush=True)
        stopped.wait()


if __name__ == "__main__":
    main()
