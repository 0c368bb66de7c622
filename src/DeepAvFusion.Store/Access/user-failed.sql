UPDATE users SET locked_until = CASE WHEN failures + 1 >= @Most THEN @Until ELSE locked_until END, failures = CASE WHEN failures + 1 >= @Most THEN 0 ELSE failures + 1 END WHERE name = @Name
