"""Registers of charities, companies and societies, asked of the regulators that publish them."""
