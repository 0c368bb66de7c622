UPDATE events SET is_open = 0 WHERE is_open = 1 AND end_at < @Before
