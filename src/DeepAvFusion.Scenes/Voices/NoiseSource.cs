using System.Runtime.CompilerServices;

namespace DeepAvFusion.Scenes.Voices;

/// <summary>White noise in -1..1.</summary>
internal struct NoiseSource(ulong seed)
{
    private uint _state = (uint)(seed ^ (seed >> 32)) | 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Next()
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return (int)_state * (1f / 2147483648f);
    }
}
