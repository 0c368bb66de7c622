namespace NAudio.Wave.SampleProviders;

/// <summary>Plays sounds of one format after each other.</summary>
public class ConcatenatingSampleProvider : ISampleProvider
{
    private readonly ISampleProvider[] _sources;
    private int _current;

    public ConcatenatingSampleProvider(IEnumerable<ISampleProvider> providers)
    {
        ArgumentNullException.ThrowIfNull(providers);
        _sources = [.. providers];
        if (_sources.Length == 0) throw new ArgumentException("Must provide at least one input", nameof(providers));
        if (_sources.Any(source => source.WaveFormat.Channels != WaveFormat.Channels))
            throw new ArgumentException("All inputs must have the same channel count", nameof(providers));
        if (_sources.Any(source => source.WaveFormat.SampleRate != WaveFormat.SampleRate))
            throw new ArgumentException("All inputs must have the same sample rate", nameof(providers));
    }

    public WaveFormat WaveFormat => _sources[0].WaveFormat;

    public int Read(float[] buffer, int offset, int count)
    {
        var total = 0;
        while (total < count && _current < _sources.Length)
        {
            var read = _sources[_current].Read(buffer, offset + total, count - total);
            if (read == 0) _current++;
            total += read;
        }

        return total;
    }
}
