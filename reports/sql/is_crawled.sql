-- Whether any window was asked of a portal, so that it is known how far the data reach.
SELECT EXISTS (FROM core.crawl_window) AS is_crawled
