using System.Diagnostics;

namespace Prometheus;

/// <summary>A set of metrics that is collected together. Safe for several threads.</summary>
public sealed class CollectorRegistry : ICollectorRegistry
{
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, List<Collector>> _families = new(StringComparer.Ordinal);
    private readonly List<Func<CancellationToken, Task>> _beforeCollect = [];
    private Action? _beforeFirstCollect;
    private bool _collected;

    public IEnumerable<KeyValuePair<string, string>> StaticLabels => Static.Names.Zip(Static.Values, KeyValuePair.Create);

    internal Labels Static { get; private set; } = Labels.None;

    /// <summary>Calls back before each collection; what the callback throws is traced and does not stop the collection.</summary>
    public void AddBeforeCollectCallback(Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        AddBeforeCollectCallback(_ =>
        {
            callback();
            return Task.CompletedTask;
        });
    }

    /// <summary>Calls back before each collection; what the callback throws is traced and does not stop the collection.</summary>
    public void AddBeforeCollectCallback(Func<CancellationToken, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        lock (_lock) _beforeCollect.Add(callback);
    }

    /// <summary>Sets the labels that all metrics carry; possible once, before there are metrics.</summary>
    public void SetStaticLabels(IDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var given = Labels.From(labels);
        lock (_lock)
        {
            if (Static.Names.Length > 0) throw new InvalidOperationException("Static labels have already been defined - you can only do it once per registry.");
            if (_families.Count > 0 || _collected)
                throw new InvalidOperationException("The registry already has metrics or was published - cannot define static labels anymore.");
            Static = given;
        }
    }

    public Task CollectAndExportAsTextAsync(Stream to, CancellationToken cancel = default) =>
        CollectAndExportAsTextAsync(to, ExpositionFormat.PrometheusText, cancel);

    public async Task CollectAndExportAsTextAsync(Stream to, ExpositionFormat format, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(to);
        var text = await CollectAsync(format, cancel).ConfigureAwait(false);
        await to.WriteAsync(text, cancel).ConfigureAwait(false);
        await to.FlushAsync(cancel).ConfigureAwait(false);
    }

    internal async Task<byte[]> CollectAsync(ExpositionFormat format, CancellationToken cancel)
    {
        await CallBackAsync(cancel).ConfigureAwait(false);
        var text = new ExpositionText(format);
        foreach (var family in Families())
        {
            text.Family(family[0]);
            foreach (var collector in family) collector.Write(text);
        }

        return text.ToBytes();
    }

    /// <summary>The collectors by name, oldest first.</summary>
    internal IReadOnlyList<Collector[]> Families()
    {
        lock (_lock) return [.. _families.Values.Select(family => family.ToArray())];
    }

    /// <summary>Finds the metric of this name and these labels, or makes it.</summary>
    internal TCollector GetOrAdd<TCollector>(string name, string[] labelNames, Labels staticLabels, Func<TCollector> create)
        where TCollector : Collector
    {
        lock (_lock)
        {
            if (!_families.TryGetValue(name, out var family))
            {
                var first = create();
                _families.Add(name, [first]);
                return first;
            }

            if (family[0] is not TCollector)
                throw new InvalidOperationException($"Collector of a different type with the same name is already registered: '{name}'.");
            var found = family.Find(collector => collector.LabelNames.AsSpan().SequenceEqual(labelNames) && collector.StaticLabels.Same(staticLabels));
            if (found is not null) return (TCollector)found;
            var another = create();
            family.Add(another);
            return another;
        }
    }

    /// <summary>Sets what is done once, before the first collection; later it changes nothing.</summary>
    internal void SetBeforeFirstCollect(Action action)
    {
        lock (_lock) _beforeFirstCollect = _collected ? null : action;
    }

    private async Task CallBackAsync(CancellationToken cancel)
    {
        Action? first;
        lock (_lock) (first, _beforeFirstCollect, _collected) = (_beforeFirstCollect, null, true);
        first?.Invoke();
        Func<CancellationToken, Task>[] callbacks;
        lock (_lock) callbacks = [.. _beforeCollect];
        await Task.WhenAll(callbacks.Select(callback => TryAsync(callback, cancel))).ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
    }

    private static async Task TryAsync(Func<CancellationToken, Task> callback, CancellationToken cancel)
    {
        try
        {
            await callback(cancel).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Trace.WriteLine($"Metrics before-collect callback failed: {error}");
        }
    }
}
