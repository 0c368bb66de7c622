DELETE FROM streams WHERE name = @Name
