SELECT (SELECT count(*) FROM events) AS "Events", (SELECT min(start_at) FROM events) AS "Oldest", (SELECT max(start_at) FROM events) AS "Newest"
