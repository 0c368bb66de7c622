DELETE FROM clips WHERE id = @Id
