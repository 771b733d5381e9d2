"""Charts as accessible SVG."""
