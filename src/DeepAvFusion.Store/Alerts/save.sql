INSERT INTO alerts (id, rule, stream, title, severity, state, is_set, times, event, opened_at, set_at, cleared_at, closed_at, revision, told)
VALUES (@Id, @Rule, @Stream, @Title, @Severity, @State, @IsSet, @Times, @Event, @OpenedAt, @SetAt, @ClearedAt, @ClosedAt, @Revision, @Told)
ON CONFLICT (id) DO UPDATE SET title = excluded.title, severity = excluded.severity, state = excluded.state, is_set = excluded.is_set, times = excluded.times, event = excluded.event,
  set_at = excluded.set_at, cleared_at = excluded.cleared_at, closed_at = excluded.closed_at, revision = excluded.revision,
  told = CASE WHEN excluded.told > alerts.told THEN excluded.told ELSE alerts.told END
WHERE excluded.revision >= alerts.revision
