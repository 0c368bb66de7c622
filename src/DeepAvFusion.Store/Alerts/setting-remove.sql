DELETE FROM alert_settings WHERE kind = @Kind AND name = @Name
