-- pieces of the streams' own pictures and sound; the files lie in the folder of clips. Moments are milliseconds since 1970
CREATE TABLE clips (
  id TEXT PRIMARY KEY,
  stream TEXT NOT NULL,
  start_at BIGINT NOT NULL,
  end_at BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  kept BIGINT NOT NULL,
  reason TEXT NOT NULL,
  subject TEXT NOT NULL,
  encoded TEXT NOT NULL,
  has_picture BIGINT NOT NULL,
  has_sound BIGINT NOT NULL
);
CREATE INDEX clips_by_time ON clips (start_at, id);
CREATE INDEX clips_by_stream ON clips (stream, start_at, id);

-- what happens in them: a clip may show several events, and an event be shown by several clips
CREATE TABLE clip_events (
  clip TEXT NOT NULL REFERENCES clips (id) ON DELETE CASCADE,
  event TEXT NOT NULL,
  label TEXT NOT NULL,
  verdict TEXT NOT NULL,
  at BIGINT NOT NULL,
  peak DOUBLE PRECISION NOT NULL,
  has_snapshot BIGINT NOT NULL,
  has_mask BIGINT NOT NULL,
  has_sound BIGINT NOT NULL,
  PRIMARY KEY (clip, event)
);
CREATE INDEX clip_events_by_event ON clip_events (event);
