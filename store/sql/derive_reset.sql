-- Everything derived is made anew; the schema script then creates the tables again, comments and all.
DROP TABLE IF EXISTS core.authority;
DROP TABLE IF EXISTS core.buyer_match;
DROP TABLE IF EXISTS core.process;
DROP TABLE IF EXISTS core.counted_notice;
DROP TABLE IF EXISTS core.scope_step;
DROP TABLE IF EXISTS core.process_scope;
