using System.Diagnostics;
using System.Globalization;
using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Core;
using DeepAvFusion.Store;
using DeepAvFusion.Store.Databases;
using DeepAvFusion.Store.Events;

namespace DeepAvFusion.Benchmarks.Store;

/// <summary>How long searches of a full store take, alone and while old events go, and how fast news is written.</summary>
public static class StoreBench
{
    public const int UsualEvents = 10_000_000;
    public const int QuickEvents = 200_000;

    private const double MostSeconds = 0.2;
    private const int Searches = 25;
    private const int Batch = 5000;
    private const int MostPruned = 30_000;
    private const int Dimensions = 768;
    private const int VectorShare = 10;                             // one event in so many is compared by its embedding, in a store of its own
    private static readonly TimeSpan Span = TimeSpan.FromDays(90);
    private static readonly DateTimeOffset Began = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="count">Events in the store.</param>
    /// <param name="postgres">Connection string of an empty PostgreSQL database; null for an SQLite file.</param>
    /// <exception cref="UserErrorException">The database cannot be used.</exception>
    public static async Task<BenchReport> RunAsync(BenchSettings settings, int count, string? postgres, CancellationToken cancel)
    {
        settings.Check();
        using var scratch = new Scratch();
        var database = postgres is null ? (StoreDatabase)new SqliteDatabase(scratch["bench.db"]) : new PostgresDatabase(postgres);
        database.Migrate();
        var (events, made) = (new EventTable(database), new MadeEvents(count, Began, Span));
        if ((await events.SummaryAsync(cancel).ConfigureAwait(false)).Events > 0)
            throw new UserErrorException($"The store {database.Place} holds events: a benchmark needs an empty one.");
        settings.Say(string.Create(CultureInfo.InvariantCulture, $"writing {count} events"));
        var rate = await FillAsync(settings, events, made, count, cancel).ConfigureAwait(false);
        var rows = new List<BenchRow> { new("events written", BenchUnit.PerSecond, Spread.Of(rate)) { Remark = $"in batches of {Batch}" } };
        var random = new Random(2);
        foreach (var (what, query) in Queries(random))
        {
            settings.Say(what);
            rows.Add(await SlowestAsync($"slowest of {Searches}: {what}", () => events.FindAsync(query(), cancel)).ConfigureAwait(false));
        }
        settings.Say("retention");
        rows.AddRange(await WhilePruningAsync(events, made, count, cancel).ConfigureAwait(false));
        var size = (await events.SummaryAsync(cancel).ConfigureAwait(false)).Bytes;
        settings.Say("embeddings");
        var vectors = Math.Max(1000, count / VectorShare);
        rows.Add(await LikenessAsync(postgres is null ? new SqliteDatabase(scratch["vectors.db"]) : database, vectors, cancel).ConfigureAwait(false));
        return new BenchReport("store", string.Create(CultureInfo.InvariantCulture, $"A store of {count} events ({database.Kind}, {size / 1048576.0:0} MiB)"), "", rows,
        [
            "Every search asks for 50 events of a stream, label, verdict, time or words of its own; the slowest counts, after one that warms up.",
            string.Create(CultureInfo.InvariantCulture, $"Find similar compares {vectors} embeddings of {Dimensions} half-precision numbers one by one."),
        ]);
    }

    private static async Task<List<double>> FillAsync(BenchSettings settings, EventTable events, MadeEvents made, int count, CancellationToken cancel)
    {
        var (rates, clock) = (new List<double>(), Stopwatch.StartNew());
        for (var first = 0; first < count; first += Batch)
        {
            var size = Math.Min(Batch, count - first);
            await events.WriteAsync([.. Enumerable.Range(first, size).Select(number => made.At(number))], cancel).ConfigureAwait(false);
            rates.Add(size / clock.Elapsed.TotalSeconds);
            clock.Restart();
            if ((first + size) % 1_000_000 == 0)
                settings.Say(string.Create(CultureInfo.InvariantCulture, $"{first + size} events"));
        }
        return rates;
    }

    private static IEnumerable<(string What, Func<EventQuery> Query)> Queries(Random random)
    {
        var newest = EventQuery.Newest;
        DateTimeOffset Some() => Began + (Span * random.NextDouble());
        yield return ("the newest", () => newest);
        yield return ("by time", () => newest with { To = Some() });
        yield return ("by stream", () => newest with { Streams = [MadeEvents.Stream(random)] });
        yield return ("by label", () => newest with { Labels = [MadeEvents.Label(random)] });
        yield return ("by verdict", () => newest with { Verdicts = [MadeEvents.Verdicts[random.Next(3)]] });
        yield return ("by words", () => newest with { Text = MadeEvents.Label(random)[..4] });
        yield return ("by stream, label, verdict and time", () => newest with { Streams = [MadeEvents.Stream(random)], Labels = [MadeEvents.Label(random)], Verdicts = [MadeEvents.Verdicts[random.Next(3)]], To = Some() });
        yield return ("by words of which there are ten", () => newest with { Text = MadeEvents.Rare });
        yield return ("by words of which there are none", () => newest with { Text = "nothing of the kind" });
    }

    private static async Task<BenchRow> SlowestAsync(string what, Func<Task> search)
    {
        await search().ConfigureAwait(false);
        var seconds = new List<double>();
        for (var i = 0; i < Searches; i++)
            seconds.Add(await TimeAsync(search).ConfigureAwait(false));
        return new BenchRow(what, BenchUnit.Seconds, Spread.Once(seconds.Max()))
        {
            Bar = Bar.AtMost(MostSeconds),
            Remark = string.Create(CultureInfo.InvariantCulture, $"median {Spread.Of(seconds).Median * 1e3:0.0} ms"),
        };
    }

    /// <summary>The oldest events go, while others are written and searched.</summary>
    private static async Task<IReadOnlyList<BenchRow>> WhilePruningAsync(EventTable events, MadeEvents made, int count, CancellationToken cancel)
    {
        var (writes, searches, number) = (new List<double>(), new List<double>(), count);
        var began = Stopwatch.GetTimestamp();
        var pruning = Task.Run(() => events.PruneAsync(new RetentionSettings(TimeSpan.Zero, count - Math.Min(MostPruned, count / 10)), Began, cancel), cancel);
        while (!pruning.IsCompleted)
        {
            writes.Add(await TimeAsync(() => events.WriteAsync([made.At(number++)], cancel)).ConfigureAwait(false));
            searches.Add(await TimeAsync(() => events.FindAsync(EventQuery.Newest, cancel)).ConfigureAwait(false));
        }
        var pruned = await pruning.ConfigureAwait(false);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        BenchRow Row(string what, List<double> seconds) => new(what, BenchUnit.Seconds, Spread.Once(seconds.Max()))
        {
            Bar = Bar.AtMost(MostSeconds),
            Remark = string.Create(CultureInfo.InvariantCulture, $"median {Spread.Of(seconds).Median * 1e3:0.0} ms of {seconds.Count}; {pruned} events went in {took:0.0} s"),
        };
        return [Row("slowest write while old events go", writes), Row("slowest search while old events go", searches)];
    }

    private static async Task<BenchRow> LikenessAsync(StoreDatabase database, int count, CancellationToken cancel)
    {
        database.Migrate();
        var (events, random) = (new EventTable(database), new Random(3));
        var made = new MadeEvents(count, Began, Span) { Run = 2 };
        for (var first = 0; first < count; first += Batch)
            await events.WriteAsync([.. Enumerable.Range(first, Math.Min(Batch, count - first)).Select(number => made.At(number) with { Embedding = Vector(random) })], cancel).ConfigureAwait(false);
        var similar = new SimilarEvents(database);
        return await SlowestAsync("find similar", () => similar.FindAsync(made.At(random.Next(count)).Id, EventQuery.Newest, cancel)).ConfigureAwait(false) with { Bar = null };
    }

    private static byte[] Vector(Random random)
    {
        var vector = new float[Dimensions];
        var sum = 0f;
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = random.NextSingle() - 0.5f;
            sum += vector[i] * vector[i];
        }
        for (var i = 0; i < vector.Length; i++)
            vector[i] /= MathF.Sqrt(sum);
        return Embedding.Pack(vector);
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work().ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
