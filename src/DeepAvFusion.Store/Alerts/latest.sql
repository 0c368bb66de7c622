SELECT id AS "Id", rule AS "Rule", stream AS "Stream", title AS "Title", severity AS "Severity", state AS "State", is_set AS "IsSet", times AS "Times", event AS "Event",
  opened_at AS "OpenedAt", set_at AS "SetAt", cleared_at AS "ClearedAt", closed_at AS "ClosedAt", told AS "Told" FROM alerts
WHERE (rule, stream, opened_at) IN (SELECT rule, stream, max(opened_at) FROM alerts GROUP BY rule, stream) ORDER BY opened_at, id
