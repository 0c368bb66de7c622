SELECT name AS "Name", body AS "Body", who AS "Who", changed_at AS "ChangedAt" FROM alert_settings WHERE kind = @Kind ORDER BY name
