-- the newest of each series that matches, then the newest of those: finds what is rare
WITH wanted AS MATERIALIZED (SELECT id FROM series s WHERE true /*series*/),
found AS MATERIALIZED (
  SELECT e.key FROM wanted w CROSS JOIN events e ON e.series_id = w.id AND (e.start_at, e.key) < (@At, @Key)
    AND e.start_at >= coalesce((
      SELECT start_at FROM events WHERE series_id = w.id AND (start_at, key) < (@At, @Key) AND start_at >= @From
      ORDER BY start_at DESC, key DESC LIMIT 1 OFFSET @Limit - 1), @From)
  ORDER BY e.start_at DESC, e.key DESC LIMIT @Limit
)
/*rows*/
FROM found f JOIN events e ON e.key = f.key
JOIN series s ON s.id = e.series_id JOIN runs r ON r.id = e.run_id JOIN models m ON m.id = e.model_id
ORDER BY e.start_at DESC, e.key DESC
