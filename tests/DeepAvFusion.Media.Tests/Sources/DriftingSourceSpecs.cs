using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Tests.Servers;

namespace DeepAvFusion.Media.Tests.Sources;

/// <summary>A camera whose clock of the sound runs faster than that of its picture, through real FFmpeg.</summary>
public sealed class DriftingSourceSpecs(Clips clips) : IClassFixture<Clips>
{
    private const double Drift = 1.03;

    // The last flashes and beeps would be 0.9 to 1 s apart, as the beeps come every 2 s. How exactly that is taken out is told by the specs of the drift itself, as here times of arrival count, and so
    // does whatever else the machine does.
    private const double Together = 0.4;
    private const double Every = 2;
    private const int Seconds = 40;

    [Fact]
    public async Task Flash_and_beep_stay_together()
    {
        var clip = Drifting();
        var port = Ports.Free();
        await using var sender = new UdpSender(clip, port, TimeSpan.FromSeconds(Seconds));
        await using var source = await Sourcing.Open($"udp://127.0.0.1:{port}", Sourcing.Settings with { StallTimeout = TimeSpan.FromSeconds(3) });
        var remarks = new List<string>();
        source.Remarked += remarks.Add;
        var (flashes, beeps) = (new List<double>(), new List<double>());
        var (isWhite, silent) = (false, 0);
        try
        {
            await foreach (var frame in source.ReadAsync(CancellationToken.None))
            {
                using var taken = frame;
                if (frame is PictureFrame picture)
                {
                    var wasWhite = isWhite;
                    isWhite = picture.Rgb.Span[0] > 128;
                    if (isWhite && !wasWhite)
                        flashes.Add(picture.Time.Seconds);
                }
                if (frame is SoundFrame sound)
                    for (var i = 0; i < sound.Samples.Span.Length; i++)
                    {
                        var isSilent = Math.Abs(sound.Samples.Span[i]) < 0.1f;
                        if (!isSilent && silent > 8000)
                            beeps.Add(sound.Time.Seconds + (i / (double)AudioClock.Rate));
                        silent = isSilent ? silent + 1 : 0;
                    }
            }
        }
        catch (SourceStalledException)
        {
            // all has been sent
        }
        Assert.True(flashes.Count > 10 && beeps.Count > 10);
        foreach (var flash in flashes.TakeLast(5))
            Assert.InRange(beeps.Min(beep => Math.Abs(beep - flash)), 0, Together);
        Assert.InRange(source.Clock.Drift!.Value, 22_000, 38_000);
        Assert.Contains(remarks, remark => remark.Contains("drift apart (that of the sound runs faster)", StringComparison.Ordinal));
    }

    /// <summary>Flashes with beeps every two seconds; then the timestamps of the pictures alone are made to grow more slowly.</summary>
    private string Drifting()
    {
        var even = clips.Make("even.ts",
            "-f", "lavfi", "-i", $"color=black:s=64x48:r=10:d={Seconds},drawbox=color=white:t=fill:enable='lt(mod(t,{Every}),0.3)'",
            "-f", "lavfi", "-i", $"aevalsrc='if(lt(mod(t,{Every}),0.3),0.5*sin(2*PI*1000*t),0)':s=48000:d={Seconds}",
            "-c:v", "mpeg2video", "-bf", "0", "-g", "10", "-c:a", "mp2", "-b:a", "128k", "-muxrate", "600k", "-streamid", "0:256", "-streamid", "1:257");
        var bytes = File.ReadAllBytes(even);
        long? first = null;
        for (var at = 0; at + 188 <= bytes.Length; at += 188)
        {
            var packet = bytes.AsSpan(at, 188);
            var isPicture = (((packet[1] & 0x1F) << 8) | packet[2]) == 256;
            var payload = (packet[3] & 0x20) != 0 ? 5 + packet[4] : 4;
            if (isPicture && (packet[1] & 0x40) != 0 && (packet[payload + 7] & 0x80) != 0)
                Slow(packet[(payload + 9)..], ref first);
        }
        File.WriteAllBytes(clips["drifting.ts"], bytes);
        return clips["drifting.ts"];
    }

    /// <summary>Makes one timestamp of 33 bits, spread over five bytes, smaller.</summary>
    private static void Slow(Span<byte> stamp, ref long? first)
    {
        var time = ((stamp[0] >> 1) & 7L) << 30 | (long)stamp[1] << 22 | (stamp[2] >> 1 & 127L) << 15 | (long)stamp[3] << 7 | (stamp[4] >> 1 & 127L);
        first ??= time;
        time = first.Value + (long)((time - first.Value) / Drift);
        stamp[0] = (byte)((stamp[0] & 0xF1) | (int)((time >> 30 & 7) << 1));
        stamp[1] = (byte)(time >> 22);
        stamp[2] = (byte)((int)((time >> 15 & 127) << 1) | 1);
        stamp[3] = (byte)(time >> 7);
        stamp[4] = (byte)((int)((time & 127) << 1) | 1);
    }
}
