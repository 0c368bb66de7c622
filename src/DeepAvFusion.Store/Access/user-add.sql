INSERT INTO users (name, password, role, streams, failures, locked_until, added_at) VALUES (@Name, @Password, @Role, @Streams, 0, 0, @At) ON CONFLICT (name) DO NOTHING
