SELECT c.id AS "Id", c.stream AS "Stream", c.start_at AS "StartAt", c.end_at AS "EndAt", c.bytes AS "Bytes", c.kept AS "Kept", c.reason AS "Reason", c.subject AS "Subject",
  c.encoded AS "Encoded", c.has_picture AS "HasPicture", c.has_sound AS "HasSound" FROM clips c
WHERE (c.start_at, c.id) < (@At, @Id)/*conditions*/
ORDER BY c.start_at DESC, c.id DESC LIMIT @Limit
