INSERT INTO alert_notes (alert_id, number, at, kind, who, words) VALUES (@Id, @Number, @At, @Kind, @Who, @Words) ON CONFLICT DO NOTHING
