-- pieces of the streams' own pictures and sound; the files lie in the folder of clips. Moments are milliseconds since 1970
CREATE TABLE clips (
  id TEXT PRIMARY KEY,
  stream TEXT NOT NULL,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  kept INTEGER NOT NULL,
  reason TEXT NOT NULL,
  subject TEXT NOT NULL,
  encoded TEXT NOT NULL,
  has_picture INTEGER NOT NULL,
  has_sound INTEGER NOT NULL
);
CREATE INDEX clips_by_time ON clips (start_at, id);
CREATE INDEX clips_by_stream ON clips (stream, start_at, id);

-- what happens in them: a clip may show several events, and an event be shown by several clips
CREATE TABLE clip_events (
  clip TEXT NOT NULL REFERENCES clips (id) ON DELETE CASCADE,
  event TEXT NOT NULL,
  label TEXT NOT NULL,
  verdict TEXT NOT NULL,
  at INTEGER NOT NULL,
  peak REAL NOT NULL,
  has_snapshot INTEGER NOT NULL,
  has_mask INTEGER NOT NULL,
  has_sound INTEGER NOT NULL,
  PRIMARY KEY (clip, event)
);
CREATE INDEX clip_events_by_event ON clip_events (event);
