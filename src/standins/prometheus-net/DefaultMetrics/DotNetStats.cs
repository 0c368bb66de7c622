using System.Diagnostics;
using System.Globalization;

namespace Prometheus;

/// <summary>Metrics of this process.</summary>
public sealed class DotNetStats
{
    private readonly Lock _lock = new();
    private readonly Process _process = Process.GetCurrentProcess();
    private readonly Counter.Child[] _collections;
    private readonly Gauge _totalMemory;
    private readonly Gauge _virtualMemory;
    private readonly Gauge _workingSet;
    private readonly Gauge _privateMemory;
    private readonly Counter _cpu;
    private readonly Gauge _handles;
    private readonly Gauge _threads;

    private DotNetStats(IMetricFactory factory)
    {
        var collections = factory.CreateCounter("dotnet_collection_count_total", "GC collection count", ["generation"]);
        var generations = Enumerable.Range(0, GC.MaxGeneration + 1).Select(generation => generation.ToString(CultureInfo.InvariantCulture));
        _collections = [.. generations.Select(generation => collections.WithLabels(generation))];
        var start = factory.CreateGauge("process_start_time_seconds", "Start time of the process since unix epoch in seconds.");
        _cpu = factory.CreateCounter("process_cpu_seconds_total", "Total user and system CPU time spent in seconds.");
        _virtualMemory = factory.CreateGauge("process_virtual_memory_bytes", "Virtual memory size in bytes.");
        _workingSet = factory.CreateGauge("process_working_set_bytes", "Process working set");
        _privateMemory = factory.CreateGauge("process_private_memory_bytes", "Process private memory size");
        _handles = factory.CreateGauge("process_open_handles", "Number of open handles");
        _threads = factory.CreateGauge("process_num_threads", "Total number of threads");
        _totalMemory = factory.CreateGauge("dotnet_total_memory_bytes", "Total known allocated memory");
        start.SetToTimeUtc(_process.StartTime);
    }

    /// <summary>Adds the metrics to a registry; they are read at each collection.</summary>
    public static void Register(CollectorRegistry registry)
    {
        var stats = new DotNetStats(Metrics.WithCustomRegistry(registry));
        registry.AddBeforeCollectCallback(stats.Update);
    }

    private void Update()
    {
        lock (_lock)
        {
            _process.Refresh();
            for (var generation = 0; generation < _collections.Length; generation++) _collections[generation].IncTo(GC.CollectionCount(generation));
            _totalMemory.Set(GC.GetTotalMemory(forceFullCollection: false));
            _virtualMemory.Set(_process.VirtualMemorySize64);
            _workingSet.Set(_process.WorkingSet64);
            _privateMemory.Set(_process.PrivateMemorySize64);
            _cpu.IncTo(_process.TotalProcessorTime.TotalSeconds);
            _handles.Set(_process.HandleCount);
            _threads.Set(_process.Threads.Count);
        }
    }
}
