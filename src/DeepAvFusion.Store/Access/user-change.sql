UPDATE users SET role = @Role, streams = @Streams
WHERE name = @Name AND (@StaysAdmin = 1 OR EXISTS (SELECT 1 FROM users WHERE name <> @Name AND role = 'admin' AND streams IS NULL))
