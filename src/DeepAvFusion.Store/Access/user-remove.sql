DELETE FROM users
WHERE name = @Name AND (EXISTS (SELECT 1 FROM users WHERE name <> @Name AND role = 'admin' AND streams IS NULL) OR (@EvenTheLast = 1 AND NOT EXISTS (SELECT 1 FROM users WHERE name <> @Name)))
