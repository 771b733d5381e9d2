"""Registers of charities, companies and societies: kept as dated snapshots, matched with the suppliers of awards."""
