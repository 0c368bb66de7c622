-- streams that were added while the program ran; the offset in milliseconds
CREATE TABLE streams (
  name TEXT PRIMARY KEY,
  uri TEXT,
  picture TEXT,
  sound TEXT,
  sound_offset INTEGER,
  live INTEGER,
  added_at INTEGER NOT NULL
);

-- which weights said it
CREATE TABLE models (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  training TEXT NOT NULL,
  UNIQUE (name, sha256, training)
);

-- one run of a stream is one source process and one clock
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  stream TEXT NOT NULL,
  run INTEGER NOT NULL,
  UNIQUE (stream, run)
);

-- every combination that ever occurred: few rows, by which the many events are found
CREATE TABLE series (
  id INTEGER PRIMARY KEY,
  stream TEXT NOT NULL,
  label TEXT NOT NULL,
  verdict TEXT NOT NULL,
  words TEXT NOT NULL,
  UNIQUE (stream, label, verdict)
);

-- moments are milliseconds since 1970; the end of an open event is the last that was heard of it
CREATE TABLE events (
  key INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs (id),
  number INTEGER NOT NULL,
  series_id INTEGER NOT NULL REFERENCES series (id),
  model_id INTEGER NOT NULL REFERENCES models (id),
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  is_open INTEGER NOT NULL,
  peak REAL NOT NULL,
  image REAL,
  audio REAL,
  fusion REAL,
  region INTEGER,
  loudness REAL NOT NULL,
  UNIQUE (run_id, number)
);
CREATE INDEX events_by_time ON events (start_at);
CREATE INDEX events_by_series ON events (series_id, start_at);
CREATE INDEX events_open ON events (end_at) WHERE is_open = 1;
