INSERT INTO alert_settings (kind, name, body, who, changed_at) VALUES (@Kind, @Name, @Body, @Who, @ChangedAt)
ON CONFLICT (kind, name) DO UPDATE SET body = excluded.body, who = excluded.who, changed_at = excluded.changed_at
