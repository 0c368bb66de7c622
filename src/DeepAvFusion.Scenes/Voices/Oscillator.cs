using System.Runtime.CompilerServices;

namespace DeepAvFusion.Scenes.Voices;

/// <summary>Reads a wave table round and round; its phase wraps by itself.</summary>
internal struct Oscillator(float[] table, uint phase = 0)
{
    private const int FractionBits = 21;
    private const uint FractionMask = (1u << FractionBits) - 1;
    private uint _phase = phase;
    private uint _step;

    public float[] Table { get; set; } = table;

    /// <summary>Hz</summary>
    public void Tune(float frequency) => _step = (uint)(frequency * (4294967296.0 / Core.AudioClock.Rate));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Next()
    {
        _phase += _step;
        var index = (int)(_phase >> FractionBits);
        var from = Table[index];
        return from + ((Table[index + 1] - from) * ((_phase & FractionMask) * (1f / (FractionMask + 1))));
    }
}
