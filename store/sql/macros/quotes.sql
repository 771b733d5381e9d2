-- Whether a passage takes its meaning from another by the rule that found it: an item of a list, a heading, `this will be tested`.
CREATE OR REPLACE TEMP MACRO leans_on_another(rule) AS
    regexp_matches(rule, '\.(points_back|goes_on|list|list_item|under_heading|listed|pointer|beside|reason|name|unscored)$');
-- Whether a passage reads as a sentence by itself, as a clause or a quote must: it has a verb, and neither opens a list nor
-- begins in the middle of one or with a word that points back.
CREATE OR REPLACE TEMP MACRO reads_alone(text, rule) AS
    NOT leans_on_another(rule)
    AND NOT regexp_matches(text, ':\s*$')
    AND NOT regexp_matches(text, '^\W*(\(?[a-zA-Z0-9]{1,4}[.)]\s*)?[a-zà-ÿ]')
    AND NOT regexp_matches(text, '^\W*(it|this|these|they|those|such|that|which|its|their)\b', 'i')
    AND regexp_matches(
        text,
        '\b(must|shall|will|should|would|may|can|is|are|was|were|be|been|has|have|had|do|does|expects?|requires?|seeks?|asks?|intends?'
        || '|commits?|carry|carries|accounts?|attracts?|provides?|delivers?|describe|explain|demonstrate|complete|submit|supports?'
        || '|encourages?|contributes?|includes?|rhaid|bydd|fydd|yw|mae|disgwylir|gofynnir)\b',
        'i'
    );
-- How little a passage tells beside others of its kind: 1 for a portal's own sentence, 2 for an entry of its list that only
-- points elsewhere or is a bare name.
CREATE OR REPLACE TEMP MACRO tells_little(text, rule) AS
    CASE
        WHEN rule = 'requirement.template_required' THEN 1
        WHEN
            rule LIKE '%.list_item' AND (
                length(trim(text)) < 40
                OR regexp_matches(text, '^\W*(please )?(see|refer|details?|as (per|set out|detailed)|set out|template|contained)\b', 'i')
            ) THEN 2
        ELSE 0
    END;
-- What the classifier says that a passage is to be read with: words before it (`read under: `) or after it (`read on: `).
CREATE OR REPLACE TEMP MACRO read_with(trail, label) AS
    substr(list_filter(trail, lambda line: starts_with(line, label))[1], length(label) + 1);
-- An item behind the words that open its list, an answer behind its heading, a heading before what stands under it.
CREATE OR REPLACE TEMP MACRO quoted_in_place(text, trail) AS
    concat_ws(' ', read_with(trail, 'read under: '), text, read_with(trail, 'read on: '));
