namespace DeepAvFusion.Faults.Faults;

/// <summary>Something that goes wrong, and what is right then.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="Bound">Longest time from the end of the fault to the first result with picture and sound.</param>
/// <param name="Told">What API or metrics must say of the stream meanwhile (a regular expression).</param>
/// <param name="Script">Breaks the stream and heals it again; it ends when the fault does.</param>
internal sealed record Fault(string Name, TimeSpan Bound, string Told, Func<FaultScene, Task> Script)
{
    /// <summary>Faults of sources.</summary>
    public static IReadOnlyList<Fault> All => [.. CameraFaults.All, .. ServerFaults.All];

    /// <summary>The selection that every test run takes.</summary>
    public static IReadOnlyList<Fault> Short => [.. All.Where(fault => fault.IsShort)];

    /// <summary>True where the stream is broken before it has ever worked.</summary>
    public bool FromTheStart { get; init; }

    public bool IsShort { get; init; }

    public override string ToString() => Name;
}
