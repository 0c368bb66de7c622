/*rows*/
FROM events e JOIN runs r ON r.id = e.run_id JOIN series s ON s.id = e.series_id JOIN models m ON m.id = e.model_id
WHERE r.stream = @Stream AND r.run = @Run AND e.number = @Number
