using DeepAvFusion.Core;
using NAudio.Wave;

namespace DeepAvFusion.Media.Writers;

/// <summary>Writes one continuous sound to a 16 bit mono WAV file in which every sample stands at its media time: holes become silence. The file is valid after every flush.</summary>
public sealed class WavTrackWriter : IDisposable
{
    private const int SamplesPerFlush = AudioClock.Rate;
    private const long MostSamples = (uint.MaxValue - 4096L) / sizeof(short);

    private readonly string _path;
    private readonly WaveFileWriter _file;
    private readonly short[] _block = new short[4096];
    private long _sinceFlush;
    private bool _disposed;

    private WavTrackWriter(string path, WaveFileWriter file)
    {
        _path = path;
        _file = file;
    }

    /// <summary>Samples in the file; the media time of the next one.</summary>
    public long Samples { get; private set; }

    /// <summary>Begins a file at media time zero; an existing one is replaced.</summary>
    /// <exception cref="WriteException">The file cannot be made.</exception>
    public static WavTrackWriter Create(string path)
    {
        try
        {
            var writer = new WavTrackWriter(path, new WaveFileWriter(path, new WaveFormat(AudioClock.Rate, 16, 1)));
            writer.Flush();
            return writer;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteException.For(path, e);
        }
    }

    /// <summary>Adds samples that begin at `start`: silence up to there first, and without those whose time is in the file already.</summary>
    /// <exception cref="WriteException">The disk is full, or the file has reached the 4 GiB (37 hours) that WAV can hold.</exception>
    public void Write(MediaTime start, ReadOnlySpan<float> samples)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var position = start.ToSample(AudioClock.Rate);
        if (position < Samples)
            samples = samples[(int)Math.Min(Samples - position, samples.Length)..];
        if (samples.IsEmpty)
            return;
        if (Math.Max(position, Samples) + samples.Length > MostSamples)
            throw new WriteException($"'{_path}' cannot be written further: it holds the 4 GiB that a WAV file can; start a new recording.");
        try
        {
            Silence(position - Samples);
            Write(samples);
            if (_sinceFlush >= SamplesPerFlush)
                Flush();
        }
        catch (IOException e)
        {
            throw WriteException.For(_path, e);
        }
    }

    /// <summary>Makes the file valid up to here.</summary>
    public void Flush()
    {
        _file.Flush();
        _sinceFlush = 0;
    }

    /// <exception cref="WriteException">The last samples cannot be written.</exception>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        try
        {
            _file.Dispose();
        }
        catch (IOException e)
        {
            throw WriteException.For(_path, e);
        }
    }

    private void Silence(long count)
    {
        Array.Clear(_block);
        for (; count > 0; count -= _block.Length)
            Add((int)Math.Min(count, _block.Length));
    }

    private void Write(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, _block.Length);
            for (var i = 0; i < count; i++)
                _block[i] = (short)Math.Round(Math.Clamp(samples[i], -1, 1) * short.MaxValue);
            Add(count);
            samples = samples[count..];
        }
    }

    private void Add(int count)
    {
        _file.WriteSamples(_block, 0, count);
        Samples += count;
        _sinceFlush += count;
    }
}
