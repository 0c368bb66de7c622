DELETE FROM alerts WHERE id IN (SELECT id FROM alerts WHERE state = 'closed' AND closed_at < @Before AND told >= revision LIMIT @Most)
