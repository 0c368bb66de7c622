-- what a window was like, as half-precision numbers: events that were alike are found by it
ALTER TABLE events ADD COLUMN embedding BLOB;
