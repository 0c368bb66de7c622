DELETE FROM sessions WHERE sha256 = @Sha256
