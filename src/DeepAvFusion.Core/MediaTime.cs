using System.Globalization;

namespace DeepAvFusion.Core;

/// <summary>A moment on a stream's one clock, counted from the run's first picture or sample.</summary>
public readonly record struct MediaTime(TimeSpan FromStart) : IComparable<MediaTime>
{
    public static readonly MediaTime Zero = new(TimeSpan.Zero);

    public double Seconds => FromStart.TotalSeconds;

    /// <summary>Index of the audio sample at this moment; rounds to the nearest.</summary>
    public long ToSample(int rate) => (long)Math.Round(FromStart.Ticks * (double)rate / TimeSpan.TicksPerSecond);

    public static MediaTime FromSample(long sample, int rate) =>
        new(TimeSpan.FromTicks((long)Math.Round(sample * (double)TimeSpan.TicksPerSecond / rate)));

    public static MediaTime FromSeconds(double seconds) => new(TimeSpan.FromSeconds(seconds));

    public int CompareTo(MediaTime other) => FromStart.CompareTo(other.FromStart);

    public static MediaTime operator +(MediaTime time, TimeSpan span) => new(time.FromStart + span);
    public static MediaTime operator -(MediaTime time, TimeSpan span) => new(time.FromStart - span);
    public static TimeSpan operator -(MediaTime left, MediaTime right) => left.FromStart - right.FromStart;
    public static bool operator <(MediaTime left, MediaTime right) => left.FromStart < right.FromStart;
    public static bool operator >(MediaTime left, MediaTime right) => left.FromStart > right.FromStart;
    public static bool operator <=(MediaTime left, MediaTime right) => left.FromStart <= right.FromStart;
    public static bool operator >=(MediaTime left, MediaTime right) => left.FromStart >= right.FromStart;

    public override string ToString() => FromStart.ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
}
