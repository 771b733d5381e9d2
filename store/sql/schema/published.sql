-- Columns that core tables have in the snapshot alone.
ALTER TABLE core.notice ADD COLUMN IF NOT EXISTS year INTEGER;
COMMENT ON COLUMN core.notice.year IS 'Year in which it was published, in UK time; null when undated. The folders of published/parts/ are cut by it.';
ALTER TABLE core.process ADD COLUMN IF NOT EXISTS year INTEGER;
COMMENT ON COLUMN core.process.year IS 'Year in which the competition was opened, else in which its first notice was published; null when undated. The folders of published/parts/ are cut by it.';
