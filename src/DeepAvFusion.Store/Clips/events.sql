SELECT clip AS "Clip", event AS "Event", label AS "Label", verdict AS "Verdict", at AS "At", peak AS "Peak",
  has_snapshot AS "HasSnapshot", has_mask AS "HasMask", has_sound AS "HasSound" FROM clip_events WHERE clip IN (/*clips*/) ORDER BY at, event
