"""Public Contracts Scotland: notices of Scottish authorities since 2019."""

from crawler.base_spiders.monthly import MonthlySpider


class PublicContractsScotland(MonthlySpider):
    """`/v1/Notices`, with the site's own notices beside those of the Official Journal."""

    name = "public_contracts_scotland"
    own_types = (101, 102, 103, 104)
