-- the newest event that is one too many
SELECT start_at FROM events ORDER BY start_at DESC, key DESC LIMIT 1 OFFSET @Events
