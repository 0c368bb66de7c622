SELECT e.key, e.embedding FROM events e JOIN series s ON s.id = e.series_id
WHERE e.embedding IS NOT NULL AND e.model_id = @ModelId AND e.start_at >= @From AND e.start_at < @To /*series*/
ORDER BY e.start_at DESC, e.key DESC LIMIT @Most
