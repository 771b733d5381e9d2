"""A competition of the years before Find a Tender as a form of TED: a contract notice of the edition R2.0.9."""

from datetime import datetime
from xml.sax.saxutils import escape

from crawler.sample.authored import Authority, Process, closing

_NAMESPACE = "http://publications.europa.eu/resource/schema/ted/R2.0.9/publication"
# The forms name the law from 2016 on; before, the office's code of the directive tells it.
_NEW_DIRECTIVE_YEAR = 2016


def contract_notice(process: Process, authority: Authority, number: str, day: datetime) -> bytes:
    """The notice that opens a competition on a day; `number` is its number as nnnnnn-yyyy."""
    is_new = day.year >= _NEW_DIRECTIVE_YEAR
    deadline = closing(day, process.open_weeks)
    directive = "2014/24/EU" if is_new else "2004/18/EC"
    basis = '<LEGAL_BASIS VALUE="32014L0024"/>' if is_new else ""
    cpv = f'<CPV_MAIN><CPV_CODE CODE="{process.cpv[0]}"/></CPV_MAIN>'
    value = (
        ""
        if process.value is None
        else f'<VAL_ESTIMATED_TOTAL CURRENCY="GBP">{process.value:.0f}</VAL_ESTIMATED_TOTAL>'
    )
    rows = "".join(
        f"<AC_QUALITY><AC_CRITERION>{escape(name)}</AC_CRITERION><AC_WEIGHTING>{weight}</AC_WEIGHTING></AC_QUALITY>"
        if kind == "quality"
        else f"<AC_PRICE><AC_WEIGHTING>{weight}</AC_WEIGHTING></AC_PRICE>"
        for kind, name, weight in process.criteria
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<TED_EXPORT xmlns="{_NAMESPACE}" DOC_ID="{number}" EDITION="{day:%Y}001"><CODED_DATA_SECTION>
<REF_OJS><DATE_PUB>{day:%Y%m%d}</DATE_PUB></REF_OJS><NOTICE_DATA><ISO_COUNTRY VALUE="UK"/></NOTICE_DATA>
<CODIF_DATA><NC_CONTRACT_NATURE CODE="4">Services</NC_CONTRACT_NATURE><PR_PROC CODE="1">Open procedure</PR_PROC>
<DIRECTIVE VALUE="{directive}"/></CODIF_DATA></CODED_DATA_SECTION>
<FORM_SECTION><F02_2014 CATEGORY="ORIGINAL" FORM="F02" LG="EN">{basis}<CONTRACTING_BODY><ADDRESS_CONTRACTING_BODY>
<OFFICIALNAME>{escape(authority.name)}</OFFICIALNAME><TOWN>{escape(authority.locality)}</TOWN>
<POSTAL_CODE>{authority.postal_code}</POSTAL_CODE><COUNTRY VALUE="UK"/><NUTS CODE="{authority.region}"/>
</ADDRESS_CONTRACTING_BODY><CA_TYPE VALUE="{authority.ted_type}"/></CONTRACTING_BODY>
<OBJECT_CONTRACT><TITLE><P>{escape(process.title)}</P></TITLE>{cpv}<TYPE_CONTRACT CTYPE="SERVICES"/>
<SHORT_DESCR><P>{escape(process.description)}</P></SHORT_DESCR>{value}<NO_LOT_DIVISION/>
<OBJECT_DESCR><NUTS CODE="{authority.region}"/><AC>{rows or "<AC_PROCUREMENT_DOC/>"}</AC></OBJECT_DESCR>
</OBJECT_CONTRACT>
<PROCEDURE><PT_OPEN/><DATE_RECEIPT_TENDERS>{deadline:%Y-%m-%d}</DATE_RECEIPT_TENDERS>
<TIME_RECEIPT_TENDERS>12:00</TIME_RECEIPT_TENDERS></PROCEDURE></F02_2014></FORM_SECTION></TED_EXPORT>
""".encode()
