SELECT id AS "Id", rule AS "Rule", stream AS "Stream", title AS "Title", severity AS "Severity", state AS "State", is_set AS "IsSet", times AS "Times", event AS "Event",
  opened_at AS "OpenedAt", set_at AS "SetAt", cleared_at AS "ClearedAt", closed_at AS "ClosedAt", told AS "Told" FROM alerts
WHERE (opened_at < @At OR (opened_at = @At AND id > @Id)) AND (@AnyState = 1 OR state IN @States) AND (@AnySeverity = 1 OR severity IN @Severities)
  AND (@AnyStream = 1 OR stream IN @Streams) AND (@AnyRule = 1 OR rule IN @Rules)
ORDER BY opened_at DESC, id LIMIT @Limit
