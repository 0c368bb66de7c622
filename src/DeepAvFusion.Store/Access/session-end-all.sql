DELETE FROM sessions WHERE user_name = @Name
