INSERT INTO audit (done_at, who, origin, action, target, result) VALUES (@At, @Who, @Origin, @Action, @Target, @Result)
