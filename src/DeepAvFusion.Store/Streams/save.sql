INSERT INTO streams (name, uri, live, picture, sound, sound_offset, added_at) VALUES (@Name, @Uri, @Live, @Picture, @Sound, @Offset, @AddedAt)
ON CONFLICT (name) DO UPDATE SET uri = excluded.uri, live = excluded.live, picture = excluded.picture, sound = excluded.sound, sound_offset = excluded.sound_offset, added_at = excluded.added_at
