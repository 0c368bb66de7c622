INSERT INTO clips (id, stream, start_at, end_at, bytes, kept, reason, subject, encoded, has_picture, has_sound)
VALUES (@Id, @Stream, @StartAt, @EndAt, @Bytes, @Kept, @Reason, @Subject, @Encoded, @HasPicture, @HasSound)
