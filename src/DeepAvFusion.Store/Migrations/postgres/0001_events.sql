-- streams that were added while the program ran; the offset in milliseconds
CREATE TABLE streams (
  name TEXT PRIMARY KEY,
  uri TEXT,
  picture TEXT,
  sound TEXT,
  sound_offset BIGINT,
  live BIGINT,
  added_at BIGINT NOT NULL
);

-- which weights said it
CREATE TABLE models (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  training TEXT NOT NULL,
  UNIQUE (name, sha256, training)
);

-- one run of a stream is one source process and one clock
CREATE TABLE runs (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stream TEXT NOT NULL,
  run BIGINT NOT NULL,
  UNIQUE (stream, run)
);

-- every combination that ever occurred: few rows, by which the many events are found
CREATE TABLE series (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stream TEXT NOT NULL,
  label TEXT NOT NULL,
  verdict TEXT NOT NULL,
  words TEXT NOT NULL,
  UNIQUE (stream, label, verdict)
);

-- moments are milliseconds since 1970; the end of an open event is the last that was heard of it
CREATE TABLE events (
  key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id BIGINT NOT NULL REFERENCES runs (id),
  number BIGINT NOT NULL,
  series_id BIGINT NOT NULL REFERENCES series (id),
  model_id BIGINT NOT NULL REFERENCES models (id),
  start_at BIGINT NOT NULL,
  end_at BIGINT NOT NULL,
  is_open BIGINT NOT NULL,
  peak DOUBLE PRECISION NOT NULL,
  image DOUBLE PRECISION,
  audio DOUBLE PRECISION,
  fusion DOUBLE PRECISION,
  region BIGINT,
  loudness DOUBLE PRECISION NOT NULL,
  UNIQUE (run_id, number)
);
CREATE INDEX events_by_time ON events (start_at, key);
CREATE INDEX events_by_series ON events (series_id, start_at, key);
CREATE INDEX events_open ON events (end_at) WHERE is_open = 1;
