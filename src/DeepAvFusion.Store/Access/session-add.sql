INSERT INTO sessions (sha256, user_name, ends_at) VALUES (@Sha256, @Name, @EndsAt)
