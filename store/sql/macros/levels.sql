-- The rank of a level by its code, as in `level_rank >= rank_of('R3')`; a code that is not in the table has none.
SET VARIABLE level_ranks = (SELECT map_from_entries(list((level, rank))) FROM ref_levels);
CREATE OR REPLACE TEMP MACRO rank_of(code) AS getvariable('level_ranks')[code];
