-- What was read of one document, and, of an archive, what is in it.
INSERT OR REPLACE INTO raw.document_content BY NAME
SELECT
    $sha256 AS sha256, $format AS format, $reader AS reader, $status AS status, $reason AS reason,
    $page_count AS page_count, $char_count AS char_count, $cpu_seconds AS cpu_seconds, $memory_mib AS memory_mib,
    $content AS content;
