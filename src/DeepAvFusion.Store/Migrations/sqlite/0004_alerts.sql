-- one alert from its opening to its closing; moments are milliseconds since 1970, told is the last of its notes that was handed to the outputs
CREATE TABLE alerts (
  id TEXT PRIMARY KEY,
  rule TEXT NOT NULL,
  stream TEXT NOT NULL,
  title TEXT NOT NULL,
  severity TEXT NOT NULL,
  state TEXT NOT NULL,
  is_set INTEGER NOT NULL,
  times INTEGER NOT NULL,
  event TEXT,
  opened_at INTEGER NOT NULL,
  set_at INTEGER NOT NULL,
  cleared_at INTEGER,
  closed_at INTEGER,
  revision INTEGER NOT NULL,
  told INTEGER NOT NULL
);
CREATE INDEX alerts_by_time ON alerts (opened_at, id);
CREATE INDEX alerts_open ON alerts (state) WHERE state <> 'closed';

-- what became of it, in order
CREATE TABLE alert_notes (
  alert_id TEXT NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  who TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (alert_id, number)
);

-- rules and planned silences that were made through the API, as JSON
CREATE TABLE alert_settings (
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  who TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (kind, name)
);
