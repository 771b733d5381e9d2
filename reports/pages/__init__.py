"""The pages of the site, each from what was loaded."""
