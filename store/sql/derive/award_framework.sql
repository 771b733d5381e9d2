-- Frameworks by their field; where no field says so, by the words of the title, and with several suppliers by those of
-- the description. A call-off is no framework, and neither is a standard, a policy, a structure, or work on one.
SET VARIABLE framework_is_set_up = '\b(establish\w*|set(ting)? up|renew\w*( of)?|appoint\w*|conclud\w*|create|creation of|tenders? for|bids? for|award of|award a|join|admi\w+ to|national|new|multi[- ]\w+|this)\b.{0,60}\b(framework|dynamic purchasing system|dynamic market)|\bframework( agreement)? (is|will|shall)( be)? (intended|open|used|available|let|established|divided|for|run|last|consist|comprise)';
-- Joined into one each, patterns are compiled once.
SET VARIABLE framework_agreement = (SELECT string_agg(pattern, '|' ORDER BY pattern) FROM ref_framework_wordings WHERE says = 'agreement');
SET VARIABLE framework_reviewed = (SELECT string_agg(pattern, '|' ORDER BY pattern) FROM ref_framework_wordings WHERE says = 'reviewed');
SET VARIABLE framework_bought_from = (SELECT string_agg(pattern, '|' ORDER BY pattern) FROM ref_framework_wordings WHERE says = 'bought_from');
SET VARIABLE framework_other = (
    SELECT string_agg(pattern, '|' ORDER BY pattern) FROM ref_framework_wordings WHERE says IN ('worked_on', 'kind', 'paper', 'structure')
);
-- A text without the frameworks that are none to buy from; where an agreement is named, only reviews of one are taken out.
CREATE OR REPLACE TEMP MACRO less_other_frameworks(text) AS regexp_replace(
    regexp_replace(text, getvariable('framework_reviewed'), ' ', 'g'),
    CASE WHEN regexp_matches(text, getvariable('framework_agreement')) THEN '^$' ELSE getvariable('framework_other') END, ' ', 'g'
);
CREATE OR REPLACE TEMP TABLE award_framework AS
SELECT
    a.ocid, a.award_id,
    CASE
        WHEN a.is_framework IS NOT NULL THEN CASE WHEN a.is_framework THEN 'stated' END
        WHEN p.is_call_off OR regexp_matches(lower(coalesce(p.procedure_details, '')), 'call-?off|further competition|mini-?competition|under (a|the) framework|from a framework')
            THEN NULL
        WHEN p.is_framework OR p.is_dynamic_system THEN 'stated'
        WHEN p.is_framework = false THEN NULL
        WHEN regexp_matches(t.title, '\bframework\b|\bdynamic (purchasing|market)|\bdps\b|\bapproved list\b')
            AND NOT regexp_matches(t.title, 'call-?off|call off|mini-?competition|further competition|direct award|\b(under|via|from|through|using|off)\b.*(framework|dps|dynamic)')
            -- A purchasing body names its own framework.
            AND NOT (t.is_bought_from AND coalesce(u.kind <> 'purchasing_body', true))
            AND regexp_matches(t.title_left, '\bframework\b|\bdynamic (purchasing|market)|\bdps\b|\bapproved list\b')
            THEN 'title'
        WHEN regexp_matches(t.description_left, getvariable('framework_is_set_up')) THEN 'description'
    END AS framework_basis
FROM award_now a
JOIN core.process p USING (ocid)
LEFT JOIN core.authority u ON u.authority_id = p.authority_id
LEFT JOIN award_bodies b USING (ocid, award_id)
CROSS JOIN LATERAL (
    SELECT lower(coalesce(a.title, '') || ' | ' || coalesce(p.title, '')) AS title, lower(coalesce(p.description, '')) AS description
) said
-- The long patterns are tried where there is something for them to find.
CROSS JOIN LATERAL (
    SELECT
        said.title,
        CASE WHEN contains(said.title, 'framework') THEN less_other_frameworks(said.title) ELSE said.title END AS title_left,
        CASE WHEN regexp_matches(said.title, 'framework|dps|dynamic') THEN regexp_matches(said.title, getvariable('framework_bought_from'))
            ELSE false END AS is_bought_from,
        CASE WHEN len(b.bodies) > 1 AND regexp_matches(said.description, getvariable('framework_is_set_up'))
            THEN less_other_frameworks(said.description) END AS description_left
) t;
