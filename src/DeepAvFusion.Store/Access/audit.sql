SELECT id AS "Id", done_at AS "At", who AS "Who", origin AS "Origin", action AS "Action", target AS "Target", result AS "Result"
FROM audit WHERE id < @Before AND (@Who = '' OR who = @Who) AND (@Target = '' OR target = @Target) ORDER BY id DESC LIMIT @Limit
