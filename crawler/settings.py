"""Scrapy's settings for this project, each with Scrapy's default where it departs from it.

What a person sets (`svmonitor.toml`, `SVMONITOR_...`) is added by the spiders: see `crawler.base_spiders.portal`.
"""

BOT_NAME = "social-value-monitor"
SPIDER_MODULES = ["crawler.spiders"]

# One request at a time per portal (defaults 16 and 8).
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# The pause between requests is what the settings say, not half or one and a half times that (default 0.5).
DOWNLOAD_DELAY_JITTER = 0

# A wrong certificate ends the crawl of that portal (default False: Scrapy takes any).
DOWNLOAD_VERIFY_CERTIFICATES = True
# `crawler.http.client` does these itself: it waits as Retry-After says, keeps broken answers, and refuses other hosts.
RETRY_ENABLED = False
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
# `crawler.http.robots` reads robots.txt and logs what it decides (default False in a bare project).
ROBOTSTXT_OBEY = False

# Names that have an IPv6 address alone are found as well (the default asks for IPv4).
TWISTED_DNS_RESOLVER = "scrapy.resolver.CachingHostnameResolver"

COOKIES_ENABLED = False  # default True; no portal needs them
REFERER_ENABLED = False  # default True

# What is switched off above, or has no use here, is not loaded either: half the time a short crawl takes is imports.
# Scrapy imports what its own lists name though another list leaves it out, so that its lists themselves are short.
# Of those of the downloader the time limit, the headers, the User-Agent and proxies stay, at their places.
DOWNLOADER_MIDDLEWARES_BASE = {
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
}
# Decompression with its limit, in the place of Scrapy's.
DOWNLOADER_MIDDLEWARES = {"crawler.http.unpacking.UnpackingMiddleware": 590}
# The spiders hand Scrapy neither requests nor items, so nothing passes through the spider middlewares but the start.
SPIDER_MIDDLEWARES_BASE = {"scrapy.spidermiddlewares.start.StartSpiderMiddleware": 25}
# Nobody should reach into a crawl from outside (telnet, remote control); progress is reported by window, and the
# verdict counts.
EXTENSIONS_BASE: dict[str, int] = {}
DOWNLOAD_HANDLERS = dict.fromkeys(("data", "file", "ftp", "s3"))
STATS_CLASS = "scrapy.statscollectors.DummyStatsCollector"
STATS_DUMP = False  # default True
LOG_VERSIONS: list[str] = []

DOWNLOAD_WARNSIZE = 0  # default 32 MiB; larger answers are usual in backfills and the limit is in the settings
LOG_LEVEL = "INFO"  # default DEBUG
