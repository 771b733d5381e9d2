-- What was fitted, given as a JSON list.
CREATE OR REPLACE TEMP TABLE effect_fit AS
SELECT unnest(from_json(?::JSON, '[{
    "comparison": "VARCHAR", "indicator": "VARCHAR", "on_date": "DATE", "is_placebo": "BOOLEAN",
    "effect": "DOUBLE", "effect_low": "DOUBLE", "effect_high": "DOUBLE", "p_value": "DOUBLE",
    "pre_trend": "DOUBLE", "pre_trend_low": "DOUBLE", "pre_trend_high": "DOUBLE",
    "months_before": "BIGINT", "months_after": "BIGINT",
    "n_before": "BIGINT", "k_before": "BIGINT", "n_after": "BIGINT", "k_after": "BIGINT",
    "control_n_before": "BIGINT", "control_k_before": "BIGINT", "control_n_after": "BIGINT", "control_k_after": "BIGINT",
    "reason": "VARCHAR"
}]'), max_depth := 2);
