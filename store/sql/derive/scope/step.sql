-- Social value that the words of a notice say is scored, or weighed, is an award criterion published, or a weight.
CREATE OR REPLACE TEMP TABLE scored_in_words AS
SELECT c.process_ocid AS ocid, max(l.rank) AS rank
FROM core.evidence e
JOIN ref_levels l ON l.level = e.level AND l.rank >= rank_of('R3')
JOIN core.counted_notice c USING (source, ocid, release_id)
WHERE e.document_id IS NULL -- what documents say makes no procurement observable
GROUP BY c.process_ocid;

-- Weights that a twin publishes are published.
CREATE OR REPLACE TEMP TABLE weighed AS
SELECT coalesce(p.duplicate_of, p.ocid) AS ocid FROM counted_criterion c JOIN core.process p USING (ocid) WHERE c.has_weights
UNION
SELECT ocid FROM counted_criterion WHERE has_weights;

-- Each step decided on its own; which steps count is settled below.
CREATE OR REPLACE TEMP TABLE scope_decision AS
SELECT
    v.ocid, v.value_gbp, v.value_basis, v.reach_gbp AS threshold_gbp, v.regime,
    CASE WHEN v.is_opened THEN 'yes' ELSE 'no' END AS d0,
    CASE WHEN v.is_opened
        THEN 'The competition was opened on ' || strftime(v.opened_on, '%-d %B %Y') || '.'
        ELSE 'No notice that opens a competition has been seen.'
    END AS d0_reason,
    d1.decision AS d1,
    CASE WHEN v.authority_name IS NULL THEN 'No buyer is published.'
        ELSE v.authority_name || d1.said_of_buyer
    END AS d1_reason,
    d1.source AS d1_source,
    CASE
        WHEN v.main_category = 'services' THEN 'yes'
        WHEN v.main_category IN ('goods', 'works') THEN 'no'
        WHEN left(v.cpv_code, 2) BETWEEN '50' AND '98' THEN 'yes'
        WHEN left(v.cpv_code, 2) BETWEEN '03' AND '48' THEN 'no'
        ELSE 'unknown'
    END AS d2,
    CASE
        WHEN v.main_category IS NOT NULL AND v.other_categories <> ''
            THEN 'The main category, the greater part by value, is ' || v.main_category || ', with ' || v.other_categories
                || ' as well.'
        WHEN v.main_category = 'services' THEN 'The main category is services.'
        WHEN v.main_category IN ('goods', 'works') THEN 'The main category is ' || v.main_category || ', not services.'
        WHEN left(v.cpv_code, 2) BETWEEN '50' AND '98'
            THEN 'No main category is published; CPV division ' || left(v.cpv_code, 2) || ' is a service.'
        WHEN left(v.cpv_code, 2) BETWEEN '03' AND '48'
            THEN 'No main category is published; CPV division ' || left(v.cpv_code, 2) || ' is goods or works.'
        ELSE 'Neither a main category nor a usable CPV code is published.'
    END AS d2_reason,
    v.d3, v.d3_basis,
    threshold_words(v) AS d3_reason,
    'Public Services (Social Value) Act 2012, s.1(13), (16); '
        || concat_ws('; ', v.threshold_source, CASE WHEN v.d3_basis = 'presumed' THEN v.presumed_source END) AS d3_source,
    d4.decision AS d4, coalesce(d4.basis, 'stated') AS d4_basis,
    CASE WHEN v.called_off_at IS NOT NULL
        THEN 'Called off on ' || strftime(timezone('Europe/London', v.called_off_at), '%-d %B %Y') || ', before the deadline.'
        ELSE d4.sentence
    END AS d4_reason,
    d4.source AS d4_source,
    CASE WHEN coalesce(v.word_count, 0) >= 40 OR v.criterion_count > 0 OR said.rank IS NOT NULL THEN 'yes' ELSE 'no' END AS d5,
    'The notice has ' || coalesce(v.word_count, 0) || ' words of text and ' || v.criterion_count
        || ' structured award criteria (40 words or one criterion are needed).' AS d5_reason,
    CASE WHEN v.criterion_count > 0 OR said.rank IS NOT NULL THEN 'yes' ELSE 'no' END AS d6,
    CASE
        WHEN v.criterion_count > 0 THEN 'Award criteria are published in the notice.'
        WHEN said.rank IS NOT NULL THEN 'The notice says in words that social value is scored.'
        ELSE 'No award criteria are published in the notice.'
    END AS d6_reason,
    CASE WHEN w.ocid IS NOT NULL OR said.rank >= rank_of('R4') THEN 'yes' ELSE 'no' END AS d7,
    CASE
        WHEN w.ocid IS NOT NULL THEN 'Weights of award criteria are published in the notice.'
        WHEN said.rank >= rank_of('R4') THEN 'The notice says in words which weight social value has.'
        ELSE 'No weights of award criteria are published in the notice.'
    END AS d7_reason,
    v.is_over_own_threshold, v.main_category
FROM scope_value v
JOIN scope_d1 d1
    ON d1.nation IS NOT DISTINCT FROM v.nation AND d1.kind IS NOT DISTINCT FROM v.kind
    AND d1.kind_basis IS NOT DISTINCT FROM v.kind_basis AND d1.ca_type = v.ca_type
    AND d1.devolved_regulations IS NOT DISTINCT FROM v.devolved_regulations
JOIN scope_d4 d4
    ON d4.law_on IS NOT DISTINCT FROM v.law_on AND d4.nation IS NOT DISTINCT FROM v.nation
    AND d4.kind IS NOT DISTINCT FROM v.kind AND d4.ca_type = v.ca_type
    AND d4.legal_basis = coalesce(v.legal_basis, 'none') AND d4.regimes = v.regimes
LEFT JOIN weighed w USING (ocid)
LEFT JOIN scored_in_words said USING (ocid);

-- Nothing follows a no; of the steps up to D4 the first no decides, else the first unknown.
CREATE OR REPLACE TEMP TABLE scope_path AS
SELECT
    *,
    nullif(list_position([d0, d1, d2, d3, d4, d5, d6, d7], 'no'), 0) AS first_no,
    nullif(list_position([d0, d1, d2, d3, d4], 'no'), 0) AS excluding,
    nullif(list_position([d0, d1, d2, d3, d4], 'unknown'), 0) AS doubtful,
    coalesce(
        nullif(list_position(list_transform([d0, d1, d2, d3, d4, d5, d6, d7], lambda answer: answer <> 'yes'), true), 0), 9
    ) - 2 AS deepest
FROM scope_decision;

INSERT INTO core.scope_step BY NAME
SELECT ocid, unnest([
    {'step_number': 0, 'step': 'D0', 'decision': d0, 'reason': d0_reason, 'law_source': NULL::VARCHAR},
    {'step_number': 1, 'step': 'D1', 'decision': d1, 'reason': d1_reason, 'law_source': d1_source},
    {'step_number': 2, 'step': 'D2', 'decision': d2, 'reason': d2_reason,
        'law_source': (SELECT source FROM ref_scope_rules WHERE step = 'D2')},
    {'step_number': 3, 'step': 'D3', 'decision': d3, 'reason': d3_reason, 'law_source': d3_source},
    {'step_number': 4, 'step': 'D4', 'decision': d4, 'reason': d4_reason, 'law_source': d4_source},
    {'step_number': 5, 'step': 'D5', 'decision': d5, 'reason': d5_reason, 'law_source': NULL},
    {'step_number': 6, 'step': 'D6', 'decision': d6, 'reason': d6_reason, 'law_source': NULL},
    {'step_number': 7, 'step': 'D7', 'decision': d7, 'reason': d7_reason, 'law_source': NULL}
][1:coalesce(first_no, 8)], recursive := true)
FROM scope_path;

INSERT INTO core.process_scope BY NAME
SELECT
    p.ocid, p.regime, p.value_gbp, p.value_basis, p.threshold_gbp,
    CASE
        WHEN p.deepest < 0 THEN 'none'
        WHEN p.excluding IS NULL AND p.doubtful IS NOT NULL THEN 'D4u'
        ELSE 'D' || p.deepest
    END AS scope,
    coalesce(
        [p.d0_reason, p.d1_reason, p.d2_reason, p.d3_reason, p.d4_reason][coalesce(p.excluding, p.doubtful)],
        'In scope: passed every step. ' || p.d3_reason
    ) AS scope_reason,
    CASE WHEN p.excluding IS NOT NULL THEN false WHEN p.doubtful IS NOT NULL THEN NULL ELSE true END AS is_in_scope,
    CASE
        WHEN p.excluding IS NULL AND p.doubtful IS NOT NULL THEN 'unknown'
        WHEN p.excluding = 3 AND p.main_category IS NULL THEN 'presumed'
        WHEN p.excluding IS NULL OR p.excluding = 4 THEN p.d3_basis
        WHEN p.excluding = 5 THEN p.d4_basis
        ELSE 'stated'
    END AS scope_basis,
    CASE
        WHEN p.d0 = 'no' OR p.d4 = 'no' OR NOT p.is_over_own_threshold THEN false
        WHEN p.d4 = 'yes' AND p.is_over_own_threshold THEN true
    END AS is_comparable,
    p.d5 = 'yes' AS is_observable,
    p.d6 = 'yes' AS has_criteria,
    p.d7 = 'yes' AS has_weights,
    o.policy
FROM scope_path p
LEFT JOIN scope_policy o USING (ocid)
ORDER BY p.ocid;
