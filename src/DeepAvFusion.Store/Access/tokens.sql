SELECT id AS "Id", name AS "Name", role AS "Role", streams AS "Streams", made_by AS "MadeBy", made_at AS "MadeAt", ends_at AS "EndsAt", seen_at AS "SeenAt" FROM tokens ORDER BY made_at, id
