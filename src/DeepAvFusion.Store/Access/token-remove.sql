DELETE FROM tokens WHERE id = @Id
