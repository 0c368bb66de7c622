using System.Globalization;
using DeepAvFusion.Store.Events;

namespace DeepAvFusion.Benchmarks.Store;

/// <summary>Events as 32 streams with 80 labels give them in a while: some labels often, some seldom, and ten at the very beginning that occur never again.</summary>
internal sealed class MadeEvents(int count, DateTimeOffset began, TimeSpan span)
{
    public const string Rare = "meteorite";
    private const int Streams = 32;
    private const int Labels = 80;
    private const int RareOnes = 10;

    public static readonly string[] Verdicts = ["heard-and-seen", "heard-off-screen", "seen-silent"];

    public long Run { get; init; } = 1;

    public static string Stream(Random random) => StreamAt(random.Next(Streams));

    public static string Label(Random random) => LabelAt(random.Next(Labels));

    public StoredEvent At(int number)
    {
        var random = new Random(number);
        var start = began.ToUnixTimeMilliseconds() + (long)(span.TotalMilliseconds * number / count);
        var label = number < RareOnes ? Rare : LabelAt((int)(Labels * Math.Pow(random.NextDouble(), 3)));
        return new StoredEvent
        {
            Stream = StreamAt(number % Streams),
            Run = Run,
            Number = number,
            Label = label,
            Verdict = Verdicts[Math.Min(2, (int)(3 * Math.Pow(random.NextDouble(), 2)))],
            StartAt = start,
            EndAt = start + random.Next(500, 20_000),
            IsOpen = false,
            Peak = random.NextDouble(),
            Image = random.NextDouble(),
            Audio = random.NextDouble(),
            Fusion = random.NextDouble(),
            Region = random.Next(2) == 0 ? null : random.Next(100),
            Loudness = -60 * random.NextDouble(),
            Model = "made",
            Sha256 = "made",
            Training = "untrained",
        };
    }

    private static string StreamAt(int index) => string.Create(CultureInfo.InvariantCulture, $"camera-{index}");

    private static string LabelAt(int index) => string.Create(CultureInfo.InvariantCulture, $"{(char)('a' + (index % 26))}{(char)('a' + (index / 26))}-{index} sound");
}
