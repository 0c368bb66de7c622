UPDATE tokens SET seen_at = @At WHERE id = @Id
