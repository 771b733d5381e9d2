-- What notices and documents say of the same procurement.
SELECT notice_says, documents_say, n, in_scope FROM out.document_agreement ORDER BY ALL
