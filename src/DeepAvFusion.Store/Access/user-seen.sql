UPDATE users SET failures = 0, seen_at = @At WHERE name = @Name
