using System.Collections.Concurrent;
using DeepAvFusion.Core;
using DeepAvFusion.Engine.Recall;
using DeepAvFusion.Training.Online;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DeepAvFusion.Engine.Learning;

/// <summary>Offers now and then a window that nobody corrected, so that what is known stays known. One at a time: while one is written, others pass.</summary>
internal sealed partial class ReservoirFeed(LearningCore core, RecallShelf recall, LiveLearningSettings settings, TimeProvider time, ILogger<ReservoirFeed> log) : IHostedService
{
    private readonly ConcurrentDictionary<StreamId, DateTimeOffset> _next = new();
    private int _writing;
    private string _told = "";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        recall.Forgotten = Offer;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        recall.Forgotten = null;
        return Task.CompletedTask;
    }

    private void Offer(RecalledWindow window)
    {
        var now = time.GetUtcNow();
        if (core.Opened is not { } taught || now < _next.GetValueOrDefault(window.Facts.Stream) || Interlocked.Exchange(ref _writing, 1) == 1)
            return;
        _next[window.Facts.Stream] = now + settings.ReservoirEvery;
        if (window.Taught() is { } offered)
            _ = Task.Run(() => Keep(taught, offered));
        else
            Volatile.Write(ref _writing, 0);
    }

    private void Keep(OnlineLearning taught, TaughtWindow window)
    {
        try
        {
            taught.Keep(window);
            LearningMetrics.Count(taught);
            _told = "";
        }
        catch (UserErrorException e)
        {
            if (_told != e.Message)
                Refused(log, _told = e.Message);
        }
        finally
        {
            Volatile.Write(ref _writing, 0);
        }
    }

    [LoggerMessage(40, LogLevel.Warning, "A window for the reservoir is not kept: {Why}")]
    private static partial void Refused(ILogger log, string why);
}
