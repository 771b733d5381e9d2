"""Scrapy's settings for this project, each with Scrapy's default where it departs from it.

What a person sets (`svmonitor.toml`, `SVMONITOR_...`) is added by the spiders: see `crawler.spiders.portal`.
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
# `crawler.asking` does these itself: it waits as Retry-After says, keeps broken answers, and refuses other hosts.
RETRY_ENABLED = False
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
# `crawler.robots` reads robots.txt and logs what it decides (default False in a bare project).
ROBOTSTXT_OBEY = False

COOKIES_ENABLED = False  # default True; no portal needs them
# Nobody should reach into a crawl from outside (both default True).
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
REFERER_ENABLED = False  # default True
LOGSTATS_INTERVAL = 0  # default 60 s; progress is reported by window
DOWNLOAD_WARNSIZE = 0  # default 32 MiB; larger answers are usual in backfills and the limit is in the settings
LOG_LEVEL = "INFO"  # default DEBUG
