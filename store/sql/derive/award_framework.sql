-- Frameworks by their field; where no field says so, by the words of the title, and with several suppliers by those of
-- the description. A call-off is no framework.
SET VARIABLE framework_is_set_up = '\b(establish\w*|set(ting)? up|renew\w*( of)?|appoint\w*|conclud\w*|create|creation of|tenders? for|bids? for|award of|award a|join|admi\w+ to|national|new|multi[- ]\w+|this)\b.{0,60}\b(framework|dynamic purchasing system|dynamic market)|\bframework( agreement)? (is|will|shall)( be)? (intended|open|used|available|let|established|divided|for|run|last|consist|comprise)';
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
            THEN 'title'
        WHEN len(coalesce(b.bodies, [])) > 1 AND regexp_matches(t.description, getvariable('framework_is_set_up'))
            THEN 'description'
    END AS framework_basis
FROM award_now a
JOIN core.process p USING (ocid)
LEFT JOIN award_bodies b USING (ocid, award_id)
CROSS JOIN LATERAL (
    SELECT lower(coalesce(a.title, '') || ' ' || coalesce(p.title, '')) AS title, lower(coalesce(p.description, '')) AS description
) t;
