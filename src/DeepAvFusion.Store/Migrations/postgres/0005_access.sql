-- who may sign in; moments are milliseconds since 1970; streams is a JSON list, null stands for all
CREATE TABLE users (
  name TEXT PRIMARY KEY,
  password TEXT NOT NULL,
  role TEXT NOT NULL,
  streams TEXT,
  failures BIGINT NOT NULL,
  locked_until BIGINT NOT NULL,
  added_at BIGINT NOT NULL,
  seen_at BIGINT
);

-- who is signed in; of the secret only a hash is kept
CREATE TABLE sessions (
  sha256 TEXT PRIMARY KEY,
  user_name TEXT NOT NULL REFERENCES users (name) ON DELETE CASCADE,
  ends_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_name);

-- what programs sign in with
CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  streams TEXT,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  ends_at BIGINT,
  seen_at BIGINT
);

-- who did what
CREATE TABLE audit (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  done_at BIGINT NOT NULL,
  who TEXT NOT NULL,
  origin TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  result TEXT NOT NULL
);
