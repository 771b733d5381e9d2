SELECT * FROM ref_indicators ORDER BY indicator
