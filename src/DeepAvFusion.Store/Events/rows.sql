SELECT e.key AS "Key", r.stream AS "Stream", r.run AS "Run", e.number AS "Number", s.label AS "Label", s.verdict AS "Verdict",
  e.start_at AS "StartAt", e.end_at AS "EndAt", e.is_open AS "IsOpen", e.peak AS "Peak", e.image AS "Image", e.audio AS "Audio", e.fusion AS "Fusion",
  e.region AS "Region", e.loudness AS "Loudness", e.embedding AS "Embedding", m.name AS "Model", m.sha256 AS "Sha256", m.training AS "Training"
