SELECT source, title, nation, url, licence FROM law_sources ORDER BY source
