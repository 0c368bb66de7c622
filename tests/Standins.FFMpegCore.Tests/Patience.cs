namespace Standins.FFMpegCore.Tests;

/// <summary>How long a test waits for what must happen.</summary>
internal static class Patience
{
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
}
