SELECT source, title, nation, url, licence FROM ref_sources ORDER BY source
