INSERT INTO clip_events (clip, event, label, verdict, at, peak, has_snapshot, has_mask, has_sound)
VALUES (@Clip, @Event, @Label, @Verdict, @At, @Peak, @HasSnapshot, @HasMask, @HasSound)
