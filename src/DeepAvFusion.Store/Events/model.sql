INSERT INTO models (name, sha256, training) VALUES (@Model, @Sha256, @Training) ON CONFLICT DO NOTHING;
SELECT id FROM models WHERE name = @Model AND sha256 = @Sha256 AND training = @Training
