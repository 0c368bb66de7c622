UPDATE alerts SET told = @Told WHERE id = @Id AND told < @Told
