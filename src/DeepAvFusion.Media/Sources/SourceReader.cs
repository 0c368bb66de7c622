using System.Runtime.InteropServices;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Media.Nut;

namespace DeepAvFusion.Media.Sources;

/// <summary>Makes frames of what FFmpeg puts into its pipe. For one thread.</summary>
internal sealed class SourceReader
{
    private const uint RawRgb = 0x52474218;
    private static readonly TimeSpan LongestSound = TimeSpan.FromSeconds(10);

    private readonly NutReader _nut;
    private readonly SourceTally _tally;

    public SourceReader(Stream pipe, SourceSettings settings, SourceTally tally)
    {
        _nut = new NutReader(pipe, FfmpegArguments.MostPayload(settings));
        _tally = tally;
    }

    public SourceClock Clock { get; } = new();

    public long BytesRead => _nut.BytesRead;

    /// <summary>Stream of a part; null where the source has none.</summary>
    public NutStream? this[SourcePart part] => _nut.Streams.FirstOrDefault(stream => PartOf(stream) == part);

    public void ReadHeaders() => _nut.ReadHeaders();

    /// <summary>The next frame; null at the end.</summary>
    /// <param name="arrival">Gives the arrival of a part whose end lies at a moment of the media.</param>
    /// <exception cref="PictureSizeException">A picture has another size than announced.</exception>
    public (SourcePart Part, AvFrame Frame)? Next(Func<SourcePart, MediaTime, DateTimeOffset> arrival)
    {
        while (_nut.ReadFrame(out var header))
        {
            var stream = _nut.Streams[header.Stream];
            var part = PartOf(stream);
            var samples = part == SourcePart.Sound ? header.Size / sizeof(float) : 0;
            var length = MediaTime.FromSample(samples, AudioClock.Rate).FromStart;
            if (part == SourcePart.Picture && header.Size != stream.Width * stream.Height * 3)
                throw new PictureSizeException();
            if (header.Size == 0 || length > LongestSound || (part == SourcePart.Sound && header.Size % sizeof(float) != 0))
            {
                _tally.Lost(part, LossReason.Corrupt);
                continue;
            }
            var time = Clock.Map(part, header.Pts, stream.Numerator, stream.Denominator, length);
            if (part == SourcePart.Sound && time + length <= MediaTime.Zero)
                continue;               // a codec's run-up, which is not content
            return (part, part switch
            {
                SourcePart.Sound => new SoundFrame { Samples = Sound(samples), Time = time, ArrivedAt = arrival(part, time + length) },
                SourcePart.Picture => new PictureFrame
                {
                    Rgb = Bytes(header.Size),
                    Width = stream.Width,
                    Height = stream.Height,
                    Time = time,
                    ArrivedAt = arrival(part, time),
                },
                _ => new PreviewFrame { Jpeg = Bytes(header.Size), Time = time, ArrivedAt = arrival(part, time) },
            });
        }
        return null;
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
        Fill(lease, MemoryMarshal.AsBytes(lease.Span));
        foreach (ref var sample in lease.Span)
            sample = float.IsNaN(sample) ? 0 : Math.Clamp(sample, -1, 1);
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
