"""Awards of a release as rows: suppliers without persons, contracts, their changes and their KPIs."""
