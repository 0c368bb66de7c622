using System.Globalization;
using System.Text.RegularExpressions;

namespace DeepAvFusion.Media.Sources;

/// <summary>What FFmpeg says while it runs: the facts of its banner, the last lines, and how many errors. Everything is bounded and without secrets.</summary>
internal sealed partial class FfmpegLog(Func<string, string> redact)
{
    private const int Kept = 60;

    // Half a second of pictures. Smaller steps FFmpeg evens out, and no harm is done.
    private const long LeastLeap = 45000;

    private readonly Lock _gate = new();
    private readonly Queue<string> _tail = new();
    private readonly List<InputStream> _streams = [];
    private readonly TaskCompletionSource _outputKnown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _inInput;
    private int _outputs;

    public string Container { get; private set; } = "";

    public TimeSpan? Duration { get; private set; }

    /// <summary>Whether FFmpeg has opened the input and knows its streams.</summary>
    public bool IsMapped { get; private set; }

    /// <summary>Lines of level error or worse so far.</summary>
    public long Errors { get; private set; }

    /// <summary>Index of the output stream whose packets piled up because another never began; null while there is none.</summary>
    public int? PiledUp { get; private set; }

    /// <summary>Timestamps ran backwards after all; times cannot be trusted any more.</summary>
    public bool ClockBroken { get; private set; }

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

    public bool HasBothSides => Has(SourcePart.Picture) && Has(SourcePart.Sound);

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
                Errors++;
            Note(line);
            if (isError || line.Contains("[warning]", StringComparison.Ordinal))
            {
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
        else if (BackwardsForm().Match(line) is { Success: true } back
            && long.TryParse(back.Groups[1].ValueSpan, out var previous) && long.TryParse(back.Groups[2].ValueSpan, out var current))
            ClockBroken |= previous - current > LeastLeap;
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
        }
        else if (line.StartsWith("[info] Stream mapping:", StringComparison.Ordinal))
            IsMapped = true;
        else if (_inInput && DurationForm().Match(line) is { Success: true } duration)
            Duration ??= TimeSpan.TryParse(duration.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var span) ? span : null;
        else if (_inInput && _streams.Count < 64 && StreamForm().Match(line) is { Success: true } stream)
            _streams.Add(InputStream.Parse(stream.Groups[1].Value, stream.Groups[2].Value));
    }

    [GeneratedRegex(@"^\[info\] Input #\d+, (.+), from '")]
    private static partial Regex InputForm();

    [GeneratedRegex(@"^\[info\]   Duration: (\d+:\d+:\d+(?:\.\d+)?)")]
    private static partial Regex DurationForm();

    [GeneratedRegex(@"^\[info\]   (?:  )?Stream #\d+:\d+[^:]*(?:\([^)]*\))?: (Video|Audio): (.+)$")]
    private static partial Regex StreamForm();

    [GeneratedRegex(@"Non-monoton(?:ous|ic) DTS.*previous: (-?\d+), current: (-?\d+)")]
    private static partial Regex BackwardsForm();

    [GeneratedRegex(@"output stream \d+:(\d+)")]
    private static partial Regex PiledUpForm();
}
