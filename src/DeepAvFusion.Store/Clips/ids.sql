SELECT id FROM clips
