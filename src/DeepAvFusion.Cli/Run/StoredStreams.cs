using DeepAvFusion.Core;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Store.Streams;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DeepAvFusion.Cli.Run;

/// <summary>Starts the streams that were added while the program ran before. One that cannot be used any more is told of and kept.</summary>
internal sealed partial class StoredStreams(StreamTable streams, Analyzer analyzer, EngineSettings settings, ILogger<StoredStreams> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var stream in await streams.AllAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                if (settings.Streams.All(configured => configured.Stream != stream.Stream))
                    await analyzer.AddAsync(new StreamSettings(stream.Stream, stream.Uri, stream.Live, null)
                    {
                        Picture = stream.Picture,
                        Sound = stream.Sound,
                        SoundOffset = stream.SoundOffset,
                    }, cancellationToken).ConfigureAwait(false);
            }
            catch (UserErrorException e)
            {
                Refused(log, e.Message);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(3, Microsoft.Extensions.Logging.LogLevel.Error, "A stream of the store is not analysed: {Why}")]
    private static partial void Refused(ILogger log, string why);
}
