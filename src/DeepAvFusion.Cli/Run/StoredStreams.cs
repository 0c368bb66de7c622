using DeepAvFusion.Core;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Store.Streams;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DeepAvFusion.Cli.Run;

/// <summary>Starts the streams that were added while the program ran before, once the store can be read. One that cannot be used any more is told of and kept.</summary>
internal sealed partial class StoredStreams(StreamTable streams, Analyzer analyzer, EngineSettings settings, TimeProvider time, ILogger<StoredStreams> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private bool _told;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await BeginAsync(cancellationToken).ConfigureAwait(false))
            await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false) && !await BeginAsync(stoppingToken).ConfigureAwait(false))
            continue;
    }

    /// <returns>False when the store cannot be read as yet.</returns>
    private async Task<bool> BeginAsync(CancellationToken cancel)
    {
        IReadOnlyList<StoredStream> stored;
        try
        {
            stored = await streams.AllAsync(cancel).ConfigureAwait(false);
        }
        catch (UserErrorException e)
        {
            if (!_told)
                Waits(log, e.Message);
            _told = true;
            return false;
        }
        foreach (var stream in stored)
        {
            try
            {
                if (settings.Streams.All(configured => configured.Stream != stream.Stream))
                    await analyzer.AddAsync(new StreamSettings(stream.Stream, stream.Uri, stream.Live, null)
                    {
                        Picture = stream.Picture,
                        Sound = stream.Sound,
                        SoundOffset = stream.SoundOffset,
                    }, cancel).ConfigureAwait(false);
            }
            catch (UserErrorException e)
            {
                Refused(log, e.Message);
            }
        }
        return true;
    }

    [LoggerMessage(3, Microsoft.Extensions.Logging.LogLevel.Error, "A stream of the store is not analysed: {Why}")]
    private static partial void Refused(ILogger log, string why);

    [LoggerMessage(15, Microsoft.Extensions.Logging.LogLevel.Error, "The streams of the store wait for it: {Why}")]
    private static partial void Waits(ILogger log, string why);
}
