namespace DeepAvFusion.Media.Sources;

/// <summary>What a timer looks at while a source is read: whether it opens, goes on, and still is what it was.</summary>
public sealed partial class MediaSource
{
    private void Watch()
    {
        if (_disposed || _ended.Task.IsCompleted || _verdict is not null)
            return;
        _awake.Watch();
        if (_opened.Task.IsCompletedSuccessfully)
        {
            var waiting = _parted?.Waiting is { } pictures && pictures < _pipe.Waiting ? pictures : _pipe.Waiting;
            if (_awake.Of(waiting) > _settings.StallTimeout && _decoding.Complains)
                Stop(FfmpegFailures.Undecodable(Uri, _log, _settings.StallTimeout));
            else if (_awake.Of(waiting) > _settings.StallTimeout)
                Stop(FfmpegFailures.Stalled(Uri, _settings.StallTimeout));
            else if (_log.ClockBroken)
                Stop(FfmpegFailures.ClockBroken(Uri));
            else if (IsLive && OpenAnew is null && _decoding.Changed(_time, _arrivals, Format, _chosen, _reader.Clock.Head.FromStart) is { } change)
                Follow(change);
            Show();
            return;
        }
        if (_log.IsMapped && _mappedAt == 0)
            _mappedAt = _time.GetTimestamp();
        var isWaitingForOneSide = _mappedAt != 0 && _parted is null && _way.Sides != SourceSides.Sound && (Uri.Kind != SourceKind.File || _settings.LivePacing)
            && HasBothSides && _awake.Of(_time.GetElapsedTime(_mappedAt)) > _settings.ConnectTimeout / 3;
        if (isWaitingForOneSide)
            Reopen(_way.Sides != SourceSides.Both ? _way with { Sides = SourceSides.Sound } : CanPart ? _way with { IsApart = true } : _way with { Sides = SourceSides.Picture });
        else if (_awake.Of(_time.GetElapsedTime(_started)) > _settings.ConnectTimeout + _way.Search)
            Stop(FfmpegFailures.Silent(Uri, _log, _settings.ConnectTimeout + _way.Search));
    }

    /// <summary>The source is opened anew for a change, unless that has been tried and did not help.</summary>
    private void Follow(SourceChange change)
    {
        if (_memory.IsToBeOpenedFor(change))
        {
            OpenAnew = change.Reason;
            _process.Kill();
        }
        else
            _remarks.Say($"{change.Reason}; it was opened anew for that before, which did not help, so it goes on as it is");
    }

    private void Show()
    {
        if (Wants(SourcePart.Sound))
            MediaMetrics.ShowStalled(Stream, SourcePart.Sound, SoundStalled);
        if (Wants(SourcePart.Picture))
            MediaMetrics.ShowStalled(Stream, SourcePart.Picture, PictureStalled);
        if (Clock is { Skew: { } skew, Drift: { } drift } clock)
        {
            MediaMetrics.ShowClock(Stream, skew, drift, clock.Correction);
            if (clock.Remark is { } remark)
                _remarks.Say(remark);
        }
    }

    private void Stop(SourceException verdict)
    {
        _verdict ??= verdict;
        _process.Kill();
    }

    private bool IsStalled(SourcePart part)
    {
        if (!IsLive || !_opened.Task.IsCompletedSuccessfully || _ended.Task.IsCompleted || !Has(part))
            return false;
        return _reader[part] is null || _awake.Of(_arrivals.Silence(part)) > _settings.StallTimeout;
    }
}
