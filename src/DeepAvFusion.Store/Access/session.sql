SELECT user_name AS "Name", ends_at AS "EndsAt" FROM sessions WHERE sha256 = @Sha256 AND ends_at > @At
