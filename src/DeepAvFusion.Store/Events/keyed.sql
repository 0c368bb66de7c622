/*rows*/
FROM events e JOIN series s ON s.id = e.series_id JOIN runs r ON r.id = e.run_id JOIN models m ON m.id = e.model_id
WHERE e.key IN (/*keys*/)
