"""Registers of charities, companies and societies: kept as dated snapshots, and matched with the suppliers of awards."""
