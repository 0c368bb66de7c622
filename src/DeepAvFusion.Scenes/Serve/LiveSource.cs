using System.Diagnostics;
using DeepAvFusion.Scenes.Video;
using FFMpegCore.Pipes;

namespace DeepAvFusion.Scenes.Serve;

/// <summary>Feeds a scene to the encoder as fast as real time, never faster.</summary>
internal sealed class LiveSource(SceneVideo video) : IPipeSource
{
    private static readonly TimeSpan MostLate = TimeSpan.FromMilliseconds(500);

    public string GetStreamArguments() => "-probesize 32 -analyzeduration 0 -fflags nobuffer -f avi";

    public async Task WriteAsync(Stream outputStream, CancellationToken cancellationToken)
    {
        var (settings, period) = (video.Settings, TimeSpan.FromSeconds(1.0 / video.Settings.FrameRate));
        var avi = new AviWriter(settings.Width, settings.Height, settings.FrameRate);
        await outputStream.WriteAsync(avi.Header(), cancellationToken).ConfigureAwait(false);
        var clock = Stopwatch.StartNew();
        var due = TimeSpan.Zero;
        while (true)
        {
            await outputStream.WriteAsync(avi.Frame(video.Next()), cancellationToken).ConfigureAwait(false);
            due += period;
            var early = due - clock.Elapsed;
            if (early > TimeSpan.Zero) await Task.Delay(early, cancellationToken).ConfigureAwait(false);
            else if (early < -MostLate) due = clock.Elapsed;               // the machine slept or is overloaded: go on from now
        }
    }
}
