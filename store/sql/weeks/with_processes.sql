-- Weeks in which a procurement was opened, duplicates apart.
SELECT DISTINCT week FROM out.process WHERE week IS NOT NULL AND duplicate_of IS NULL ORDER BY week
