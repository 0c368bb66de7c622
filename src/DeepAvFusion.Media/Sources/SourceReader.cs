using System.Runtime.InteropServices;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Media.Nut;
using DeepAvFusion.Media.Packets;

namespace DeepAvFusion.Media.Sources;

/// <summary>Makes frames of what FFmpeg puts into its pipe. For one thread; readers with one clock may be used side by side.</summary>
internal sealed class SourceReader
{
    private const uint RawRgb = 0x52474218;
    private const int SampleSize = Downmix.Channels * sizeof(float);
    private static readonly TimeSpan LongestSound = TimeSpan.FromSeconds(10);

    private readonly NutReader _nut;
    private readonly SourceTally _tally;
    private readonly INativeSoundListener? _listener;
    private float[] _given = [];
    private float[] _native = [];
    private bool _hasBegun;

    /// <param name="clock">Of what was read of the source before.</param>
    public SourceReader(Stream pipe, SourceSettings settings, SourceTally tally, SourceClock? clock = null)
    {
        Clock = clock ?? new SourceClock();
        _nut = new NutReader(pipe, FfmpegArguments.MostPayload(settings));
        _tally = tally;
        _listener = settings.Listener;
    }

    public SourceClock Clock { get; }

    /// <summary>Timestamp of the first frame of what is read from its beginning.</summary>
    public TimeSpan First { get; private set; }

    public Downmix Downmix { get; } = new();

    public long BytesRead => _nut.BytesRead;

    /// <summary>Reads what comes out of FFmpeg apart from this, on another thread; null for nothing.</summary>
    public SourceReader? Beside { get; set; }

    /// <summary>Told when frames were captured; null for nobody.</summary>
    public PacketRing? Packets { get; set; }

    /// <summary>Stream of a part; null where the source has none, or none as yet.</summary>
    public NutStream? this[SourcePart part] => _nut.Streams.FirstOrDefault(stream => PartOf(stream) == part) ?? Beside?[part];

    /// <summary>Size of the pictures of a part; null where there are none.</summary>
    public (int Width, int Height)? SizeOf(SourcePart part) => this[part] is { } stream ? (stream.Width, stream.Height) : null;

    public void ReadHeaders() => _nut.ReadHeaders();

    /// <summary>The next frame; null at the end.</summary>
    /// <param name="arrivals">Take note of it, and keep the pictures with the sound.</param>
    /// <exception cref="PictureSizeException">A picture has another size than announced.</exception>
    public (SourcePart Part, AvFrame Frame)? Next(SourceArrivals arrivals)
    {
        while (_nut.ReadFrame(out var header))
        {
            var stream = _nut.Streams[header.Stream];
            var part = PartOf(stream);
            if (part == SourcePart.Sound && stream != this[SourcePart.Sound])
            {
                Hear(stream, header.Size);
                continue;
            }
            var samples = part == SourcePart.Sound ? header.Size / SampleSize : 0;
            var length = MediaTime.FromSample(samples, AudioClock.Rate).FromStart;
            if (part == SourcePart.Picture && header.Size != stream.Width * stream.Height * 3)
                throw new PictureSizeException();
            if (header.Size == 0 || length > LongestSound || (part == SourcePart.Sound && header.Size % SampleSize != 0))
            {
                _tally.Lost(part, LossReason.Corrupt);
                continue;
            }
            if (!_hasBegun)
                (_hasBegun, First) = (true, TimeSpan.FromSeconds(((double)header.Pts * stream.Numerator / stream.Denominator) - FfmpegArguments.Epoch));
            MediaTime time;
            DateTimeOffset arrived;
            lock (Clock)
            {
                time = Clock.Map(part, header.Pts, stream.Numerator, stream.Denominator, length);
                if (part == SourcePart.Sound && time + length <= MediaTime.Zero)
                    continue;               // a codec's run-up, which is not content
                arrived = arrivals.Arrived(part, time + length);
                if (part != SourcePart.Preview)
                    Packets?.Align(part == SourcePart.Sound, (long)((Int128)header.Pts * stream.Numerator * TimeSpan.TicksPerSecond / stream.Denominator) + length.Ticks, arrived);
                if (part != SourcePart.Sound)
                    time = arrivals.Moved(time);
            }
            return (part, part switch
            {
                SourcePart.Sound => new SoundFrame { Samples = Sound(samples), Time = time, ArrivedAt = arrived },
                SourcePart.Picture => new PictureFrame
                {
                    Rgb = Bytes(header.Size),
                    Width = stream.Width,
                    Height = stream.Height,
                    Time = time,
                    ArrivedAt = arrived,
                },
                _ => new PreviewFrame { Jpeg = Bytes(header.Size), Time = time, ArrivedAt = arrived },
            });
        }
        return null;
    }

    /// <summary>The source's sound as it is goes to whoever listens, and no further.</summary>
    private void Hear(NutStream stream, int size)
    {
        var floats = size / sizeof(float);
        if (_native.Length < floats)
            _native = new float[floats];
        var samples = _native.AsSpan(0, floats);
        _nut.ReadPayload(MemoryMarshal.AsBytes(samples));
        _listener?.Hear(samples, stream.Channels, stream.Rate);
    }

    private Lease<byte> Bytes(int size)
    {
        var lease = Lease.Rent<byte>(size);
        Fill(lease, lease.Span);
        return lease;
    }

    private Lease<float> Sound(int samples)
    {
        var lease = Lease.Rent<float>(samples);
        if (_given.Length < samples * Downmix.Channels)
            _given = new float[samples * Downmix.Channels];
        var given = _given.AsSpan(0, samples * Downmix.Channels);
        Fill(lease, MemoryMarshal.AsBytes(given));
        Downmix.Mix(given, lease.Span);
        return lease;
    }

    private void Fill(IDisposable lease, Span<byte> target)
    {
        try
        {
            _nut.ReadPayload(target);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private static SourcePart PartOf(NutStream stream) => stream.Class switch
    {
        NutClass.Audio => SourcePart.Sound,
        _ when stream.Tag == RawRgb => SourcePart.Picture,
        _ => SourcePart.Preview,
    };
}
