-- Whether a body of a register may be a supplier whose name states a legal form. A charity that is a company has a
-- company number or says so; a community interest company can be no charity.
CREATE OR REPLACE TEMP MACRO form_fits(supplier_form, register, status, register_form, form, company_number) AS CASE supplier_form
    WHEN 'company' THEN CASE
        WHEN register = 'companies_house' THEN coalesce(register_form, 'company') IN ('company', 'society') AND status <> 'cic'
        WHEN register IN ('charity_commission', 'oscr', 'ccni')
            THEN company_number IS NOT NULL OR coalesce(register_form = 'company', false) OR contains(coalesce(form, ''), 'compan')
        ELSE true
    END
    WHEN 'plc' THEN register = 'companies_house' AND coalesce(register_form = 'plc', false)
    WHEN 'llp' THEN register = 'companies_house' AND coalesce(register_form = 'llp', false)
    WHEN 'lp' THEN register = 'companies_house' AND coalesce(register_form = 'lp', false)
    WHEN 'cic' THEN register = 'companies_house' AND status = 'cic'
    WHEN 'cio' THEN status = 'charity'
    WHEN 'society' THEN status = 'registered_society'
    WHEN 'foreign' THEN register = 'companies_house' AND status = 'foreign'
    ELSE true
END;
-- Two numbers at Companies House are two bodies; a body with one is no charity without one, unless it is a CIO.
CREATE OR REPLACE TEMP MACRO numbers_fit(company_number, register, body_number) AS
    company_number IS NULL
    OR coalesce(company_number = body_number, left(company_number, 2) IN ('CE', 'CS') OR register IN ('mutuals', 'housing'));
CREATE OR REPLACE TEMP MACRO digits_of(number) AS ltrim(regexp_extract(number, '[0-9]+'), '0');
CREATE OR REPLACE TEMP MACRO postcode_area(district) AS regexp_extract(district, '^[A-Z]+');
CREATE OR REPLACE TEMP MACRO main_body(register_id) AS split_part(register_id, '-', 1);
-- A trading company's name less what tells it from its charity.
CREATE OR REPLACE TEMP MACRO without_trading(name_key) AS trim(regexp_replace(
    regexp_replace(name_key, '\b(trading|enterprises?|sales|promotions|retail|commercial|ventures|events|shops?|subsidiary|company)\b', ' ', 'g'),
    ' +', ' ', 'g'
));
