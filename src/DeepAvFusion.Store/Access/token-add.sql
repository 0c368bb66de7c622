INSERT INTO tokens (id, sha256, name, role, streams, made_by, made_at, ends_at) VALUES (@Id, @Sha256, @Name, @Role, @Streams, @MadeBy, @MadeAt, @EndsAt)
