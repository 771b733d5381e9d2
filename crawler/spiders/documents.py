"""Tender documents, from the portals that publish them openly; each portal is asked at the pace of its pages."""

from crawler.base_spiders.documents import DocumentSpider


class FindATenderDocuments(DocumentSpider):
    """`/Notice/Attachment/A-14581`."""

    name = "find_a_tender_documents"
    source = "find_a_tender"


class ContractsFinderDocuments(DocumentSpider):
    """`/Notice/Attachment/<GUID>`. The portal says 403 when it is asked too often."""

    name = "contracts_finder_documents"
    source = "contracts_finder"
    asks_again_when_forbidden = True


class PublicContractsScotlandDocuments(DocumentSpider):
    """`/NoticeDownload/DownloadDocument.aspx?id=APR352257&idx=1`."""

    name = "public_contracts_scotland_documents"
    source = "public_contracts_scotland"


class Sell2WalesDocuments(DocumentSpider):
    """Lists documents without addresses so far; should it name some, they are like those of Scotland."""

    name = "sell2wales_documents"
    source = "sell2wales"


class TedDocuments(DocumentSpider):
    """Documents on the host of TED itself; nearly all links of its notices lead elsewhere."""

    name = "ted_documents"
    source = "ted"
