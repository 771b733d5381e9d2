SELECT * FROM law_indicators ORDER BY indicator
