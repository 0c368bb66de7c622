-- the newest events of a time, those among them that match: finds what is common
/*rows*/
FROM (
  SELECT key, run_id, number, series_id, model_id, start_at, end_at, is_open, peak, image, audio, fusion, region, loudness, embedding FROM events
  WHERE (start_at, key) < (@At, @Key) AND start_at >= @From
  ORDER BY start_at DESC, key DESC LIMIT @Scan
) e
JOIN series s ON s.id = e.series_id JOIN runs r ON r.id = e.run_id JOIN models m ON m.id = e.model_id
WHERE true /*series*/
ORDER BY e.start_at DESC, e.key DESC LIMIT @Limit
