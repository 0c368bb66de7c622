SELECT name AS "Name", uri AS "Uri", live AS "Live", picture AS "Picture", sound AS "Sound", sound_offset AS "Offset" FROM streams ORDER BY added_at, name
