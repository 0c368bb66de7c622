namespace NAudio.Wave.SampleProviders;

/// <summary>Kinds of test signals.</summary>
public enum SignalGeneratorType
{
    Pink,
    White,
    Sweep,
    Sin,
    Square,
    Triangle,
    SawTooth,
}
