using System.Runtime.InteropServices;
using DeepAvFusion.Core;
using NAudio.Wave;

namespace DeepAvFusion.Media.Writers;

/// <summary>Writes one continuous sound to a 16 bit mono WAV file in which every sample stands at its media time: holes become silence. The file is valid after every flush.</summary>
public sealed class WavTrackWriter : IDisposable
{
    private const int SamplesPerFlush = AudioClock.Rate;
    private const long MostSamples = (uint.MaxValue - 4096L) / sizeof(short);

    private readonly string _path;
    private readonly WholeWrites _stream;
    private readonly WaveFileWriter _file;
    private readonly FilePlace _place;
    private readonly short[] _block = new short[4096];
    private long _sinceFlush;
    private bool _disposed;

    private WavTrackWriter(string path, WholeWrites stream)
    {
        _path = path;
        _stream = stream;
        _file = new WaveFileWriter(stream, new WaveFormat(AudioClock.Rate, 16, 1));
        _place = FilePlace.Of(stream);
    }

    /// <summary>Samples in the file; the media time of the next one.</summary>
    public long Samples { get; private set; }

    /// <summary>True when the file was deleted, moved or replaced while it is written.</summary>
    public bool IsGone => _place.IsGone;

    /// <summary>Begins a file at media time zero; an existing one is replaced.</summary>
    /// <exception cref="WriteException">The file cannot be made.</exception>
    public static WavTrackWriter Create(string path)
    {
        WholeWrites? stream = null;
        try
        {
            stream = new WholeWrites(path);
            var writer = new WavTrackWriter(path, stream);
            writer.Flush();
            return writer;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or WriteException)
        {
            stream?.Dispose();
            throw WriteException.For(path, e);
        }
    }

    /// <summary>
    /// Adds samples that begin at `start`: silence up to there first, and without those whose time is in the file already. After a failure the file is what it was, and later samples can
    /// still be added: those that failed become silence.
    /// </summary>
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
    /// <exception cref="WriteException">The disk is full, say.</exception>
    public void Flush()
    {
        try
        {
            _file.Flush();
            _sinceFlush = 0;
        }
        catch (IOException e)
        {
            _stream.Seek(0, SeekOrigin.End);
            throw WriteException.For(_path, e);
        }
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
        finally
        {
            _stream.Dispose();
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
        _file.Write(MemoryMarshal.AsBytes(_block.AsSpan(0, count)));
        Samples += count;
        _sinceFlush += count;
    }
}
