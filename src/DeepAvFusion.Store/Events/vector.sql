SELECT e.key AS "Key", e.model_id AS "ModelId", e.embedding AS "Embedding" FROM events e JOIN runs r ON r.id = e.run_id
WHERE r.stream = @Stream AND r.run = @Run AND e.number = @Number
