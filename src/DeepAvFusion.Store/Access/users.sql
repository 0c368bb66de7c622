SELECT name AS "Name", password AS "Password", role AS "Role", streams AS "Streams", locked_until AS "LockedUntil", added_at AS "AddedAt", seen_at AS "SeenAt" FROM users ORDER BY name
