-- the newest of each series that matches, then the newest of those: finds what is rare
WITH found AS MATERIALIZED (
  SELECT n.key, n.start_at FROM series s CROSS JOIN LATERAL (
    SELECT key, start_at FROM events WHERE series_id = s.id AND (start_at, key) < (@At, @Key) AND start_at >= @From
    ORDER BY start_at DESC, key DESC LIMIT @Limit
  ) n
  WHERE true /*series*/
  ORDER BY n.start_at DESC, n.key DESC LIMIT @Limit
)
/*rows*/
FROM found f JOIN events e ON e.key = f.key
JOIN series s ON s.id = e.series_id JOIN runs r ON r.id = e.run_id JOIN models m ON m.id = e.model_id
ORDER BY e.start_at DESC, e.key DESC
