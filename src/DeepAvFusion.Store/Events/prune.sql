DELETE FROM events WHERE key IN (SELECT key FROM events WHERE start_at < @Before ORDER BY start_at, key LIMIT @Most)
