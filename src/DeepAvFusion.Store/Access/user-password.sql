UPDATE users SET password = @Password, failures = 0, locked_until = 0 WHERE name = @Name
