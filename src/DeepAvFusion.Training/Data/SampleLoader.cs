using System.Diagnostics;
using DeepAvFusion.Core;

namespace DeepAvFusion.Training.Data;

/// <summary>Reads batches ahead on several threads, in an order that depends on seed and epoch alone. One epoch at a time.</summary>
public sealed class SampleLoader
{
    private const int MostAttempts = 100;
    private readonly ISampleSource _source;
    private readonly LoaderSettings _settings;
    private long _samples;
    private long _skipped;
    private long _working;
    private long _waited;
    private string? _lastTrouble;

    /// <exception cref="UserErrorException">There are fewer samples than one batch, or the settings make no sense; all problems are listed.</exception>
    public SampleLoader(ISampleSource source, LoaderSettings settings)
    {
        (_source, _settings) = (source, settings);
        var problems = settings.Problems().ToList();
        if (source.Count == 0) problems.Add("there is no data at all");
        else if (settings.Shuffle && source.Count < settings.BatchSize) problems.Add($"{source.Count} samples do not fill a batch of {settings.BatchSize}");
        if (problems.Count > 0) throw new UserErrorException($"The data cannot be loaded: {string.Join("; ", problems)}.");
    }

    public int BatchSize => _settings.BatchSize;

    /// <summary>Batches of one epoch; in training the incomplete last one is left out.</summary>
    public int Batches => Math.Min(
        _settings.MostBatches ?? int.MaxValue, _settings.Shuffle ? _source.Count / _settings.BatchSize : (_source.Count + _settings.BatchSize - 1) / _settings.BatchSize);

    /// <summary>Samples of one epoch.</summary>
    public long SamplesOfEpoch => Math.Min((long)Batches * _settings.BatchSize, _source.Count);

    public LoaderReport Report => new(
        Interlocked.Read(ref _samples), Interlocked.Read(ref _skipped), Volatile.Read(ref _lastTrouble),
        Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _waited)), Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _working)));

    /// <summary>The batches of an epoch from a certain one on.</summary>
    /// <exception cref="UserErrorException">Many samples in a row cannot be read; or none at all, where none takes the place of another.</exception>
    public IEnumerable<AvBatch> Read(int epoch, int firstBatch, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var workers = new SemaphoreSlim(_settings.Workers);
        var order = Order(epoch);
        var ready = new Queue<Task<Made>>();
        var (next, readable) = (firstBatch, 0L);
        try
        {
            while (ready.Count > 0 || next < Batches)
            {
                for (; next < Batches && ready.Count < _settings.Prefetch + _settings.Workers - 1; next++)
                {
                    var part = order.AsMemory(next * _settings.BatchSize, Math.Min(_settings.BatchSize, order.Length - (next * _settings.BatchSize)));
                    ready.Enqueue(Task.Run(() => Make(part, epoch, workers, stop.Token), stop.Token));
                }

                var started = Stopwatch.GetTimestamp();
                var (batch, unreadable) = ready.Dequeue().GetAwaiter().GetResult();
                Interlocked.Add(ref _waited, Stopwatch.GetTimestamp() - started);
                Interlocked.Add(ref _skipped, unreadable.Count);
                if (unreadable.Count > 0) Volatile.Write(ref _lastTrouble, unreadable[^1]);    // in the order of batches, whichever was made first
                Interlocked.Add(ref _samples, batch.Count);
                readable += batch.Count;
                if (batch.Count > 0) yield return batch;
            }

            if (readable == 0 && firstBatch < Batches) throw new UserErrorException($"None of {order.Length} samples can be read, the last one because: {_lastTrouble}");
        }
        finally
        {
            stop.Cancel();
            foreach (var rest in ready) rest.ContinueWith(task => task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait(CancellationToken.None);
        }
    }

    private async Task<Made> Make(ReadOnlyMemory<int> order, int epoch, SemaphoreSlim workers, CancellationToken cancellation)
    {
        await workers.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var started = Stopwatch.GetTimestamp();
            var (samples, unreadable) = (new List<AvSample>(order.Length), new List<string>());
            for (var i = 0; i < order.Length; i++)
                if (ReadOne(order.Span[i], epoch, unreadable, cancellation) is { } sample) samples.Add(sample);
            Interlocked.Add(ref _working, Stopwatch.GetTimestamp() - started);
            return new Made(new AvBatch(samples), unreadable);
        }
        finally
        {
            workers.Release();
        }
    }

    /// <summary>A sample; in place of an unreadable one another that is drawn, or null.</summary>
    private AvSample? ReadOne(int index, int epoch, List<string> unreadable, CancellationToken cancellation)
    {
        SampleException? last = null;
        var broken = new HashSet<int>();
        for (var attempt = 0; attempt < MostAttempts && broken.Count < _source.Count; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            var draw = new SampleDraw(_settings.Seed, epoch, index, attempt);
            var chosen = attempt == 0 ? index : draw.Random().Next(_source.Count);
            if (broken.Contains(chosen)) continue;
            try
            {
                return _source.Read(chosen, draw, cancellation);
            }
            catch (SampleException trouble)
            {
                last = trouble;
                broken.Add(chosen);
                unreadable.Add($"{_source.Name(chosen)}: {trouble.Message}");
                if (!_settings.Substitute) return null;
            }
        }

        throw new UserErrorException(broken.Count == _source.Count
            ? $"None of {broken.Count} samples can be read, the last one because: {unreadable[^1]}"
            : $"{broken.Count} samples in a row cannot be read, the last one because: {unreadable[^1]}", last!);
    }

    private int[] Order(int epoch)
    {
        var order = Enumerable.Range(0, _source.Count).ToArray();
        if (_settings.Shuffle) new SampleDraw(_settings.Seed, epoch, -1).Random().Shuffle(order);
        return order;
    }

    /// <summary>A batch, and why samples are not in it.</summary>
    private readonly record struct Made(AvBatch Batch, IReadOnlyList<string> Unreadable);
}
