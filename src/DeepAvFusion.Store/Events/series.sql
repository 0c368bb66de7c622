INSERT INTO series (stream, label, verdict, words) VALUES (@Stream, @Label, @Verdict, @Words) ON CONFLICT DO NOTHING;
SELECT id FROM series WHERE stream = @Stream AND label = @Label AND verdict = @Verdict
