using System.Globalization;
using System.Text.RegularExpressions;

namespace DeepAvFusion.Media.Sources;

/// <summary>What FFmpeg says while it runs: the facts of its banner, the last lines, and how many errors. Everything is bounded and without secrets.</summary>
/// <param name="redact">Takes secrets out of a line.</param>
/// <param name="count">Is told the kind of each error.</param>
internal sealed partial class FfmpegLog(Func<string, string> redact, Action<DecodeError> count)
{
    private const int Kept = 60;

    // Half a second of pictures. Smaller steps FFmpeg evens out, and no harm is done.
    private const long LeastLeap = 45000;

    // how FFmpeg puts that a server, which never told a length, has come to its end
    private const string NoLength = ", should be 18446744073709551615";

    private readonly Lock _gate = new();
    private readonly Queue<string> _tail = new();
    private readonly List<InputStream> _streams = [];
    private readonly TaskCompletionSource _outputKnown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _inInput;
    private int _outputs;
    private int? _programme;
    private int _segments;
    private bool _hasNoLength;
    private readonly Dictionary<int, long> _failures = [];

    public string Container { get; private set; } = "";

    public TimeSpan? Duration { get; private set; }

    /// <summary>The first timestamp of the input.</summary>
    public TimeSpan? Start { get; private set; }

    /// <summary>Whether FFmpeg has opened the input and knows its streams.</summary>
    public bool IsMapped { get; private set; }

    /// <summary>Lines of level error or worse so far.</summary>
    public long Errors { get; private set; }

    /// <summary>Lines of level warning or worse so far.</summary>
    public long Complaints { get; private set; }

    /// <summary>The picture is larger than anything that is decoded.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>One of its outputs could not be begun: a codec has no name in the container.</summary>
    public bool HasNoHeader { get; private set; }

    /// <summary>Number of the output that takes packets as they come, whose times FFmpeg evens out and nobody else depends on; null for none.</summary>
    public int? PacketsOutput { get; init; }

    /// <summary>Sides that came into the source after it was opened.</summary>
    public (bool Picture, bool Sound) Joined { get; private set; }

    /// <summary>Index of the output stream whose packets piled up because another never began; null while there is none.</summary>
    public int? PiledUp { get; private set; }

    /// <summary>Timestamps ran backwards after all; times cannot be trusted any more.</summary>
    public bool ClockBroken { get; private set; }

    /// <summary>How the transfer or the file ended before its end, in words; null while it did not.</summary>
    public string? BrokenOff { get; private set; }

    /// <summary>Done when the banner is complete.</summary>
    public Task OutputKnown => _outputKnown.Task;

    public IReadOnlyList<InputStream> Streams
    {
        get
        {
            lock (_gate)
                return [.. _streams];
        }
    }

    /// <summary>The last lines, oldest first.</summary>
    public IReadOnlyList<string> Tail
    {
        get
        {
            lock (_gate)
                return [.. _tail];
        }
    }

    /// <summary>Whether the source announces a part.</summary>
    public bool Has(SourcePart part) => Streams.Any(stream => part == SourcePart.Sound ? !stream.IsPicture : stream.IsPicture && !stream.IsAttached);

    /// <summary>Whether an output stream, by its number, is the sound: it is mapped last.</summary>
    public bool IsSoundOutput(int output) => output == Volatile.Read(ref _outputs) - 1;

    public void Add(string line)
    {
        var isError = line.Contains("[error]", StringComparison.Ordinal) || line.Contains("[fatal]", StringComparison.Ordinal);
        lock (_gate)
        {
            if (isError)
                CountError(line);
            Note(line);
            if (isError || line.Contains("[warning]", StringComparison.Ordinal))
            {
                Complaints++;
                _tail.Enqueue(redact(line));
                if (_tail.Count > Kept)
                    _tail.Dequeue();
            }
        }
    }

    private void Note(string line)
    {
        if (line.Contains("Too many packets buffered for output stream", StringComparison.Ordinal))
            PiledUp = PiledUpForm().Match(line) is { Success: true } pile ? int.Parse(pile.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
        else if (!IsOfPackets(line) && BackwardsForm().Match(line) is { Success: true } back
            && long.TryParse(back.Groups[1].ValueSpan, out var previous) && long.TryParse(back.Groups[2].ValueSpan, out var current))
            ClockBroken |= previous - current > LeastLeap;
        HasNoHeader |= line.Contains("Could not write header", StringComparison.Ordinal);
        NoteEnd(line);
        if (JoinedForm().Match(line) is { Success: true } joined)
            Joined = joined.Groups[1].Value == "video" ? (true, Joined.Sound) : (Joined.Picture, true);
        if (IsMapped)
        {
            if (line.StartsWith("[info]   Stream #", StringComparison.Ordinal) && line.Contains(" -> #0:", StringComparison.Ordinal))
                _outputs++;
            if (line.StartsWith("[info] Output #0", StringComparison.Ordinal))
                _outputKnown.TrySetResult();
            return;
        }
        if (InputForm().Match(line) is { Success: true } input)
        {
            Container = Container.Length == 0 ? input.Groups[1].Value : Container;
            _inInput = true;
            _programme = null;
        }
        else if (line.StartsWith("[info] Output #", StringComparison.Ordinal))
            _inInput = false;          // one that takes packets as they come is told of before the others
        else if (line.StartsWith("[info] Stream mapping:", StringComparison.Ordinal))
            IsMapped = true;
        else if (_inInput && DurationForm().Match(line) is { Success: true } duration)
        {
            Start ??= double.TryParse(duration.Groups[2].ValueSpan, CultureInfo.InvariantCulture, out var start) ? TimeSpan.FromSeconds(start) : null;
            Duration ??= TimeSpan.TryParse(duration.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var span) ? span : null;
        }
        else if (_inInput && ProgrammeForm().Match(line) is { Success: true } programme)
            _programme = programme.Groups[1].Success ? Number(programme.Groups[1]) : null;
        else if (_inInput && _streams.Count < 64 && StreamForm().Match(line) is { Success: true } stream)
            NoteStream(Number(stream.Groups[1]), Number(stream.Groups[2]), stream.Groups[3].Value, InputStream.Parse(stream.Groups[4].Value, stream.Groups[5].Value));
    }

    /// <summary>Packets of one stream of the source that could not be decoded.</summary>
    public long FailuresOf(int? stream)
    {
        lock (_gate)
            return stream is { } index ? _failures.GetValueOrDefault(index) : 0;
    }

    private bool IsOfPackets(string line) => PacketsOutput is { } output
        && (line.Contains($"output stream {output}:", StringComparison.Ordinal) || line.Contains($"ost#{output}:", StringComparison.Ordinal) || line.Contains($"[out#{output}/", StringComparison.Ordinal));

    private void CountError(string line)
    {
        Errors++;
        var failed = FailureForm().Match(line);
        if (failed.Success)
            _failures[Number(failed.Groups[1])] = _failures.GetValueOrDefault(Number(failed.Groups[1])) + 1;
        IsTooLarge |= line.Contains("exceeds specified max pixel count", StringComparison.Ordinal) || line.Contains("Picture size", StringComparison.Ordinal);
        count(failed.Success || DecoderForm().IsMatch(line) ? DecodeError.Decoding
            : line.Contains("DTS", StringComparison.OrdinalIgnoreCase) || line.Contains("timestamp", StringComparison.OrdinalIgnoreCase) ? DecodeError.Timestamps
            : PrematureForm().IsMatch(line) || ReadErrorForm().IsMatch(line) || TransferForm().IsMatch(line) ? DecodeError.Transfer
            : DecodeError.Other);
    }

    private void NoteEnd(string line)
    {
        if (line.EndsWith(NoLength, StringComparison.Ordinal))
            _hasNoLength = true;
        else if (PrematureForm().Match(line) is { Success: true } cut)
            BrokenOff = $"the server sent {cut.Groups[1].Value} of {cut.Groups[2].Value} bytes and hung up";
        else if (line.Contains("Failed to open segment", StringComparison.Ordinal))
            BrokenOff = FormattableString.Invariant($"the server has not sent {++_segments} of its segments");
        else if (line.Contains("File ended prematurely", StringComparison.Ordinal) || line.Contains("partial file", StringComparison.Ordinal))
            BrokenOff ??= "the file is cut off";
        else if (!_hasNoLength && ReadErrorForm().Match(line) is { Success: true } error)
            BrokenOff ??= $"reading failed ('{error.Groups[1].Value}')";
    }

    /// <summary>A stream is told once for each programme that it belongs to.</summary>
    private void NoteStream(int input, int index, string marks, InputStream stream)
    {
        IReadOnlyList<int> programmes = _programme is { } here ? [here] : [];
        var known = input == 0 ? _streams.FindIndex(other => other.Index == index) : -1;
        if (known >= 0)
            _streams[known] = _streams[known] with { Programmes = [.. _streams[known].Programmes.Union(programmes)] };
        else
        {
            var language = LanguageForm().Match(marks).Groups[1].Value;
            _streams.Add(stream with { Index = index, Programmes = programmes, Language = language == "und" ? "" : language });
        }
    }

    private static int Number(Group group) => int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;

    [GeneratedRegex(@"^\[info\] Input #\d+, (.+), from '")]
    private static partial Regex InputForm();

    [GeneratedRegex(@"^\[info\]   Duration: (N/A|\d+:\d+:\d+(?:\.\d+)?)(?:, start: (-?\d{1,9}\.\d+))?")]
    private static partial Regex DurationForm();

    [GeneratedRegex(@"^\[info\]   (?:Program (\d+)|No Program)")]
    private static partial Regex ProgrammeForm();

    [GeneratedRegex(@"\] New (video|audio) stream \d+:\d+")]
    private static partial Regex JoinedForm();

    [GeneratedRegex(@"Error while decoding stream #\d+:(\d+)")]
    private static partial Regex FailureForm();

    [GeneratedRegex(@"^\[(h264|hevc|mpeg\w+|mjpeg|vp\d|av1|aac|mp3\w*|ac3|opus|vorbis|pcm\w*) @")]
    private static partial Regex DecoderForm();

    [GeneratedRegex(@"^\[(https?|tcp|tls|rtsp|rtmp|udp|srt|hls) @")]
    private static partial Regex TransferForm();

    [GeneratedRegex(@"Stream ends prematurely at (\d+), should be (\d+)")]
    private static partial Regex PrematureForm();

    [GeneratedRegex(@"^\[error\] \w+:.*: (Input/output error|Connection reset by peer|Connection timed out|Operation timed out|Broken pipe)$")]
    private static partial Regex ReadErrorForm();

    [GeneratedRegex(@"\((\w+)\)")]
    private static partial Regex LanguageForm();

    [GeneratedRegex(@"^\[info\]   (?:  )?Stream #(\d+):(\d+)([^:]*(?:\([^)]*\))?): (Video|Audio): (.+)$")]
    private static partial Regex StreamForm();

    [GeneratedRegex(@"Non-monoton(?:ous|ic) DTS.*previous: (-?\d+), current: (-?\d+)")]
    private static partial Regex BackwardsForm();

    [GeneratedRegex(@"output stream \d+:(\d+)")]
    private static partial Regex PiledUpForm();
}
