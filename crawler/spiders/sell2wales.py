"""Sell2Wales: notices of Welsh authorities since 2019, in English and Welsh."""

from crawler.base_spiders.monthly import MonthlySpider


class Sell2Wales(MonthlySpider):
    """`/v1/Notices`, with the site's own notices beside those of the Official Journal."""

    name = "sell2wales"
    own_types = (51, 52, 53, 54, 55, 56)
    # English last: of two texts under one release id the one received later stands, and English is what is judged.
    languages = ("cy", "en")
