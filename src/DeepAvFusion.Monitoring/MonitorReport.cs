namespace DeepAvFusion.Monitoring;

/// <summary>What monitoring measures of a stream, and what is wrong with it.</summary>
/// <param name="Sound">Null while there is none.</param>
public sealed record MonitorReport(SoundReport? Sound, IReadOnlyList<Fault> Faults);

/// <summary>What its sound is like. Null where it is not known yet, or all was silence.</summary>
/// <param name="Rate">Samples a second.</param>
/// <param name="Levels">Of each channel over the latest second, dBFS RMS; -200 for nothing.</param>
/// <param name="Momentary">LUFS; so with short-term and integrated.</param>
/// <param name="Range">LU.</param>
/// <param name="TruePeak">Highest of the run, dBTP.</param>
/// <param name="Correlation">Of two channels, -1..1.</param>
public sealed record SoundReport(
    int Channels, int Rate, IReadOnlyList<double> Levels, double? Momentary, double? ShortTerm, double? Integrated, double? Range, double? TruePeak, double? Correlation);
