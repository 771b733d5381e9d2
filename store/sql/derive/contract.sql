-- Contracts, their KPIs, ratings and changes as they stand; `contract_now` is made by award.sql.
CREATE OR REPLACE TEMP MACRO real_or(said, other) AS CASE
    WHEN net_basis(said.net, said.gross, said.currency) IN ('missing', 'placeholder') THEN coalesce(other, said) ELSE said END;
CREATE OR REPLACE TEMP MACRO contract_basis(stated) AS CASE
    WHEN stated IS NULL OR (stated.net IS NULL AND stated.gross IS NULL) THEN 'missing'
    WHEN is_placeholder(stated.net, stated.gross) THEN 'placeholder'
    WHEN upper(coalesce(stated.currency, 'GBP')) <> 'GBP' THEN 'foreign_currency'
    WHEN stated.gross > 1 THEN 'gross'
    ELSE 'net'
END;
CREATE OR REPLACE TEMP MACRO says_ran_out(words) AS coalesce(regexp_matches(
    words, '\bexpir(y|ed|es|ation)\b|\bdischarged?\b|\brun its (full )?(term|course)|\b(end|completion) of (the |its )?(contract |agreed |full |initial )*(term|period|duration)\b'
    || '|\b(agreed|natural|planned|scheduled|contractual) end\b|\b(fully |all )?(performed|completed|delivered) in full\b|\bcontract (is |was |has been )?(now )?(complete|completed|fulfilled)\b|^(contract )?(complete|completed|completion)\b'
) AND NOT regexp_matches(words, '\b(before|prior to|ahead of|not|until|instead of)\b[^.;]{0,30}(expir|end\b|discharg|complet|term\b)'), false);
CREATE OR REPLACE TEMP MACRO says_cut_short(words) AS coalesce(regexp_matches(
    words, '\bbreach|insolven|liquidation|administration order|ceased trading|\brescission|\brescinded|\bset aside|\bcourt order|terminat(ion|ed)( of the contract)? (by|for|due|with|early|before|under)|\bearly\b|\bmutual (agreement|consent)|\bmutually'
    || '|\bconvenience|\bpoor performance|\bnotice (was )?given|\bbrought to an end\b|\bcut short|\bexclu(ded|dable|sion)|\bdebar|\bwithdr(ew|awn|awal)\b|(before|prior to|ahead of)\b[^.;]{0,30}(expir|end\b|term\b)'
) AND NOT regexp_matches(words, '\b(no|not|without)\b[^.;]{0,20}(breach|early|insolven|poor)'), false);

INSERT INTO core.contract_change BY NAME
SELECT
    s.ocid, s.contract_id, s.change_id, s.kind, s.source, s.release_id,
    min(s.path) AS path,
    local_day(max(s.changed_at)) AS changed_on,
    local_day(any_value(n.published_at)) AS published_on,
    max(s.reason) AS reason,
    max(s.quote) AS quote
FROM raw.change_said s
JOIN core.notice n USING (source, ocid, release_id)
GROUP BY s.ocid, s.contract_id, s.change_id, s.kind, s.source, s.release_id
QUALIFY row_number() OVER (
    PARTITION BY s.ocid, s.contract_id, s.kind, s.change_id ORDER BY published_on NULLS LAST, s.release_id, s.source
) = 1 -- a later notice may state it again
ORDER BY s.ocid, s.contract_id, s.kind, s.change_id;

INSERT INTO core.contract BY NAME
WITH ended AS (
    SELECT
        ocid, contract_id, min(coalesce(changed_on, published_on)) AS terminated_on,
        lower(string_agg(reason, '; ' ORDER BY release_id)) AS reason,
        lower(string_agg(quote, '; ' ORDER BY release_id)) AS quote
    FROM core.contract_change
    WHERE kind = 'termination'
    GROUP BY ocid, contract_id
),
valued AS (
    SELECT
        c.ocid, c.contract_id, c.award_id, c.latest.source AS source, c.latest.release_id AS release_id, c.status,
        c.signed_on, c.starts_on, coalesce(c.ends_on, a.ends_on) AS ends_on,
        -- A filler yields to what the award says.
        real_or(c.stated, said.stated) AS stated,
        real_or(CASE WHEN c.is_value_changed THEN c.stated_at_first ELSE c.stated END, said.stated) AS entered,
        local_day(c.details_at) AS details_on,
        c.has_kpis, c.no_kpis_reason, c.is_sample,
        CASE WHEN p.legal_basis IS NULL THEN NULL ELSE p.legal_basis LIKE '%2023/54' END AS is_under_2023_act,
        CASE
            WHEN coalesce(p.legal_basis NOT LIKE '%2023/54', false) THEN 'other_law'
            WHEN coalesce(a.is_framework, p.is_framework AND NOT coalesce(p.is_call_off, false), false) THEN 'framework'
            WHEN list_contains(p.special_regimes, 'concession') THEN 'concession'
            WHEN list_contains(p.special_regimes, 'light_touch') THEN 'light_touch'
            WHEN b.ca_type = 'privateUtility' THEN 'private_utility'
            WHEN p.legal_basis IS NULL OR (b.ca_type IS NULL AND list_contains(p.special_regimes, 'utilities')) THEN 'unknown'
        END AS exemption
    FROM contract_now c
    JOIN core.process p USING (ocid)
    LEFT JOIN core.award a USING (ocid, award_id)
    LEFT JOIN award_now said USING (ocid, award_id)
    LEFT JOIN core.buyer b ON b.buyer_id = p.buyer_id
),
based AS (
    SELECT
        *,
        contract_basis(stated) AS value_basis,
        CASE value_basis WHEN 'gross' THEN stated.gross WHEN 'net' THEN stated.net END AS value_gbp,
        contract_basis(entered) AS entered_basis,
        CASE entered_basis WHEN 'gross' THEN entered.gross WHEN 'net' THEN entered.net END AS entered_gbp
    FROM valued
)
SELECT
    b.* EXCLUDE (stated, entered, entered_basis, entered_gbp, exemption),
    -- Section 52(1) goes by the value before the contract is entered into: no later change frees it or binds it.
    CASE
        WHEN b.entered_gbp IS NULL THEN NULL
        WHEN b.entered_gbp > 5000000 THEN true
        WHEN b.entered_basis = 'net' AND b.entered_gbp * 1.2 > 5000000 THEN NULL -- over with VAT, if any is due
        ELSE false
    END AS is_over_5m,
    CASE WHEN b.exemption = 'unknown' THEN NULL ELSE b.exemption IS NOT NULL END AS is_exempt,
    b.exemption,
    e.terminated_on,
    -- A notice of termination follows every end (section 80): the reason tells, else the words, else the planned day.
    CASE
        WHEN e.ocid IS NULL THEN NULL
        WHEN says_cut_short(e.reason) THEN 'early'
        WHEN says_ran_out(e.reason) THEN 'ran_out'
        WHEN says_cut_short(e.quote) THEN 'early'
        WHEN says_ran_out(e.quote) THEN 'ran_out'
        WHEN e.terminated_on >= b.ends_on - 31 AND b.ends_on >= coalesce(b.starts_on, b.ends_on) THEN 'ran_out'
        WHEN e.terminated_on < b.ends_on - 31 AND e.terminated_on >= b.starts_on THEN 'early'
        ELSE 'unknown'
    END AS end_kind
FROM based b
LEFT JOIN ended e USING (ocid, contract_id)
ORDER BY b.ocid, b.contract_id;

-- A KPI keeps the id under which its title was first stated: a notice that leaves one out may number the others anew.
CREATE OR REPLACE TEMP TABLE kpi_statement AS
WITH said AS (
    SELECT
        s.*, o.notice_order, n.published_at, lower(trim(coalesce(s.title, s.text, ''))) AS title_key,
        count(*) OVER (PARTITION BY s.source, s.ocid, s.release_id, s.contract_id, title_key) AS of_that_title
    FROM raw.kpi_said s
    JOIN core.notice n USING (source, ocid, release_id)
    JOIN notice_order o ON o.notice_row = n.rowid
),
named AS (
    SELECT
        *,
        title_key <> '' AND max(of_that_title) OVER title = 1 AS is_told_by_title,
        CASE WHEN is_told_by_title THEN first_value(kpi_id) OVER first ELSE kpi_id END AS first_id,
        first_value(release_id) OVER first AS first_release_id
    FROM said
    WINDOW
        title AS (PARTITION BY ocid, contract_id, title_key),
        first AS (PARTITION BY ocid, contract_id, title_key ORDER BY notice_order, kpi_id)
)
SELECT
    * EXCLUDE (kpi_id, of_that_title, is_told_by_title, first_id, first_release_id),
    -- A new one may be given the number that another had before.
    CASE
        WHEN first_id = kpi_id AND bool_or(first_id <> kpi_id) OVER (PARTITION BY source, ocid, release_id, contract_id, first_id)
            THEN kpi_id || ' of ' || first_release_id
        ELSE first_id
    END AS kpi_id
FROM named;

INSERT INTO core.kpi BY NAME
WITH now AS (
    SELECT
        ocid, contract_id, kpi_id,
        arg_max({'source': source, 'release_id': release_id, 'path': path}, notice_order) AS latest,
        arg_max(title, notice_order) AS title,
        arg_max(text, notice_order) AS text,
        arg_max(text_id, notice_order) AS text_id,
        arg_max(title_key, notice_order) AS title_key,
        local_day(min(published_at)) AS reported_from,
        arg_max(rated_every_months, notice_order) AS rated_every_months,
        max(notice_order) AS last_order
    FROM kpi_statement
    GROUP BY ocid, contract_id, kpi_id
),
-- Dropped when a later notice states KPIs of the contract, and neither this one nor one of its title.
later AS (
    SELECT
        k.ocid, k.contract_id, k.kpi_id,
        arg_min({'release_id': s.release_id, 'published_at': s.published_at}, s.notice_order) AS dropped,
        bool_or(s.title_key = k.title_key AND s.title_key <> '') AS is_stated_again
    FROM now k
    JOIN kpi_statement s ON s.ocid = k.ocid AND s.contract_id = k.contract_id AND s.notice_order > k.last_order
    GROUP BY k.ocid, k.contract_id, k.kpi_id
),
judged AS (
    SELECT
        j.text_id, j.version,
        max_by(e.level, l.rank) AS level,
        max_by(e.rule, l.rank) AS rule,
        coalesce(list_sort(list_distinct(flatten(list(e.themes)))), []) AS themes,
        coalesce(max(l.rank) >= rank_of('R2'), false) AS is_social_value
    FROM raw.judged_text j
    SEMI JOIN kpi_statement k ON k.text_id = j.text_id
    LEFT JOIN raw.text_evidence e ON e.text_id = j.text_id AND e.version = j.version
    LEFT JOIN ref_levels l ON l.level = e.level
    WHERE j.version = (SELECT value FROM core.setting WHERE name = 'classifier_version')
    GROUP BY j.text_id, j.version
)
SELECT
    k.ocid, k.contract_id, k.kpi_id, k.latest.source AS source, k.latest.release_id AS release_id,
    k.latest.path AS path, k.title, k.text,
    j.is_social_value OR is_of_toms AS is_social_value,
    CASE WHEN is_of_toms THEN 'R2b' ELSE j.level END AS level,
    coalesce(j.themes, []) AS themes,
    CASE WHEN is_of_toms THEN 'kpi.names_toms' ELSE j.rule END AS rule,
    j.version,
    c.is_over_5m, k.reported_from, k.rated_every_months,
    CASE WHEN NOT d.is_stated_again THEN local_day(d.dropped.published_at) END AS dropped_on,
    CASE WHEN NOT d.is_stated_again THEN d.dropped.release_id END AS dropped_release_id
FROM now k
LEFT JOIN core.contract c USING (ocid, contract_id)
LEFT JOIN later d USING (ocid, contract_id, kpi_id)
LEFT JOIN judged j USING (text_id)
-- An indicator is read by itself: the TOMs need no words of social value about them. What was found, a denial too, stands.
CROSS JOIN LATERAL (
    SELECT coalesce(
        (j.level IS NULL OR j.level = 'R1') AND j.is_social_value IS NOT NULL AND regexp_matches(k.text, '\bTOMs\b|\bTOMS\b')
        AND NOT regexp_matches(k.text, '(?i)\btoms (shoes?|footwear|boots?|ltd|limited|plc|crisps?)\b|\b(no|not|without)\b.{0,20}\btoms\b'),
        false
    ) AS is_of_toms
) named
ORDER BY k.ocid, k.contract_id, k.kpi_id;

INSERT INTO core.kpi_rating BY NAME
WITH named AS (
    SELECT
        s.*, n.published_at, o.notice_order,
        -- Numbers may change from notice to notice, so the title goes first where the two differ.
        CASE WHEN lower(trim(by_id.title)) = lower(trim(s.kpi_title)) THEN by_id.kpi_id
            ELSE coalesce(by_title.kpi_id, by_id.kpi_id, s.kpi_id) END AS known_id,
        by_id.kpi_id IS NOT NULL OR by_title.kpi_id IS NOT NULL AS is_kpi_known
    FROM raw.rating_said s
    JOIN core.notice n USING (source, ocid, release_id)
    JOIN notice_order o ON o.notice_row = n.rowid
    LEFT JOIN core.kpi by_id USING (ocid, contract_id, kpi_id)
    LEFT JOIN (
        SELECT ocid, contract_id, lower(trim(title)) AS title_key, min(kpi_id) AS kpi_id
        FROM core.kpi WHERE title IS NOT NULL GROUP BY ALL
    ) by_title ON by_title.ocid = s.ocid AND by_title.contract_id = s.contract_id
        AND by_title.title_key = lower(trim(s.kpi_title))
),
-- A later notice states earlier observations again; without a time rated they cannot be told from new ones.
told AS (
    SELECT
        *,
        coalesce(rated_until::VARCHAR, rated_from::VARCHAR, release_id) AS rated_time,
        {'rating': rating, 'quote': quote, 'rated_from': rated_from} AS said,
        first_value(said) OVER last AS said_last,
        first_value(notice_order) OVER last AS last_order
    FROM named
    WINDOW last AS (
        PARTITION BY ocid, contract_id, known_id, observation_id, rated_time ORDER BY notice_order DESC, path
    )
),
-- Up to which notice it was rated otherwise than it is now.
since AS (
    SELECT
        *,
        max(notice_order) FILTER (notice_order < last_order AND said IS DISTINCT FROM said_last)
            OVER (PARTITION BY ocid, contract_id, known_id, observation_id, rated_time) AS other_order
    FROM told
)
SELECT
    ocid, contract_id, known_id AS kpi_id, observation_id, source, release_id, path, rating, quote,
    local_day(rated_from) AS rated_from,
    local_day(rated_until) AS rated_until,
    local_day(published_at) AS published_on,
    is_kpi_known
FROM since
WHERE said IS NOT DISTINCT FROM said_last AND (other_order IS NULL OR notice_order > other_order)
QUALIFY row_number() OVER (
    PARTITION BY ocid, contract_id, known_id, observation_id, rated_time ORDER BY notice_order, path
) = 1
ORDER BY ocid, contract_id, kpi_id, observation_id, release_id;
