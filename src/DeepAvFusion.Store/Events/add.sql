INSERT INTO events (run_id, number, series_id, model_id, start_at, end_at, is_open, peak, image, audio, fusion, region, loudness, embedding)
VALUES (@RunId, @Number, @SeriesId, @ModelId, @StartAt, @EndAt, @IsOpen, @Peak, @Image, @Audio, @Fusion, @Region, @Loudness, @Embedding)
ON CONFLICT (run_id, number) DO UPDATE SET
  series_id = excluded.series_id, model_id = excluded.model_id, end_at = excluded.end_at, is_open = excluded.is_open,
  peak = excluded.peak, image = excluded.image, audio = excluded.audio, fusion = excluded.fusion, region = excluded.region, loudness = excluded.loudness,
  embedding = coalesce(excluded.embedding, events.embedding)
-- news from the spool may come late: it never undoes what came after it
WHERE excluded.end_at > events.end_at OR (excluded.end_at = events.end_at AND excluded.is_open <= events.is_open)
