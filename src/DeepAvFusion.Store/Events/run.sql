INSERT INTO runs (stream, run) VALUES (@Stream, @Run) ON CONFLICT DO NOTHING;
SELECT id FROM runs WHERE stream = @Stream AND run = @Run
