-- Titles as they are compared.
-- References, articles and the words of every tender go, and lots and years in brackets with them: what tells titles
-- apart is read from the whole titles (store/derive/telling.py).
CREATE OR REPLACE TEMP MACRO title_stem(title) AS
    array_to_string(
        list_filter(
            string_split(
                trim(regexp_replace(
                    regexp_replace(
                        regexp_replace(
                            regexp_replace(
                                regexp_replace(
                                    lower(strip_accents(title)), '\bre ?-?(?:issued?|advertis\w*|publish\w*|tender\w*|releas\w*)\b', ' ', 'g'
                                ),
                                -- "(DN123456)", "[Ref: ABC/2026/014]"
                                '[\(\[]\s*(?:(?:our |contract |tender |project )?(?:ref(?:erence)?|id|no|number)\.?[\s:#]*)?[a-z]{0,8}[\s/._-]?\d[a-z0-9/._-]*\s*[\)\]]',
                                ' ', 'g'
                            ),
                            -- "DN123456 - ", "RFQ 2026/014: ", "Ref ABC-12 | "
                            '^\s*(?:(?:contract |tender |project )?(?:ref(?:erence)?|itt|rfq|rfp|pqq|dn|id|no|number|tender|contract|project)\.?[\s:#]*)?[a-z]{0,8}[/._-]?\d[a-z0-9/._-]*\s*(?:[-–—:|,]+\s|\s+[-–—:|]+\s*)',
                            ' '
                        ),
                        -- " - DN123456" and " CA12345" at the end; "CPU1234 ", "CPU 1234: ", "24/056 ", "LCC/24/12 ", "ITT 1234 ",
                        -- "CS-ASC-2026-14 - " at the beginning
                        '(?:\s+[-–—:|,]+\s*(?:ref(?:erence)?[\s.:#]*)?[a-z]{0,8}[/._-]?\d{3,}[a-z0-9/._-]*\s*$)|(?:\s[a-z]{1,6}[/_-]?\d{4,}\s*$)'
                        || '|(?:^\s*[a-z]{1,6}[/_-]?\d{3,}[a-z0-9/_-]*[\s:|–—-]+)|(?:^\s*[a-z]{2,6}\s\d{2,}[a-z0-9/._-]*\s*[:|–—-]+\s)'
                        || '|(?:^\s*\d{2,4}[/_-]\d{3,}\s)|(?:^\s*(?:[a-z]{1,6}[/._-]){1,3}\d[a-z0-9/._-]*[\s:|,–—-]+)'
                        || '|(?:^\s*(?:ref(?:erence)?|itt|rfq|rfp|pqq|dn|cpu|contract|tender|project)[\s.:#]*\d{2,}[a-z0-9/._-]*[\s:|,–—-]+)',
                        ' ', 'g'
                    ),
                    '[^a-z0-9]+', ' ', 'g'
                )),
                ' '
            ),
            lambda word: NOT list_contains(
                ['', 'the', 'a', 'an', 'of', 'for', 'and', 'to', 'in', 'provision', 'tender', 'invitation', 'itt', 'rfq', 'rfp',
                    'contract', 'ref', 'reference'],
                word
            )
        ),
        ' '
    );
