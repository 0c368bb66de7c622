using System.Buffers.Binary;
using Google.Protobuf;
using Tensorboard;
using TorchSharp;
using TorchSharp.Modules;

namespace DeepAvFusion.Training.Checkpointing;

/// <summary>The history as TensorBoard reads it: what each step gave under train/, what each evaluation found under eval/. A resumed run drops what comes after its checkpoint.</summary>
public sealed class EventFiles
{
    private const string Names = "events.out.tfevents.*";
    private const int LengthSize = sizeof(long);
    private const int ChecksumSize = sizeof(uint);
    private const string PictureFolder = "pictures";
    private readonly SummaryWriter _writer;
    private readonly string _folder;
    private PictureEvents? _pictures;
    private readonly TimeProvider _time;

    /// <param name="steps">Steps of the checkpoint the run goes on from.</param>
    /// <exception cref="IOException">The files cannot be written.</exception>
    public EventFiles(string folder, long steps, TimeProvider time)
    {
        Directory.CreateDirectory(folder);
        _folder = Path.Combine(folder, PictureFolder);
        foreach (var file in Directory.GetFiles(folder, Names).Concat(Directory.Exists(_folder) ? Directory.GetFiles(_folder, Names) : [])) Cut(file, steps);
        (_writer, _time) = (torch.utils.tensorboard.SummaryWriter(folder), time);
    }

    /// <param name="parts">Further numbers of the step.</param>
    public void Step(long step, double epoch, double rate, double loss, double gradientNorm, IReadOnlyDictionary<string, double> parts)
    {
        Write(step, "train/epoch", epoch);
        Write(step, "train/lr", rate);
        Write(step, "train/loss", loss);
        Write(step, "train/grad_norm", gradientNorm);
        foreach (var (name, value) in parts) Write(step, $"train/{name}", value);
    }

    public void Epoch(long steps, IReadOnlyDictionary<string, double> measures)
    {
        foreach (var (name, value) in measures) Write(steps, $"eval/{name}", value);
    }

    /// <summary>Pictures of what the network makes of some samples, by the names of their files.</summary>
    public void Pictures(long steps, IEnumerable<string> files)
    {
        _pictures ??= new PictureEvents(_folder, _time.GetUtcNow());
        foreach (var file in files) _pictures.Add(steps, Path.GetFileNameWithoutExtension(file), file, _time.GetUtcNow());
    }

    /// <summary>What a file holds, up to where it ends or is damaged: its length and its checksum frame every event.</summary>
    /// <returns>Events, each with where its record ends, in bytes.</returns>
    internal static IEnumerable<(Event Event, long End)> Read(string file)
    {
        var bytes = File.ReadAllBytes(file);
        for (var at = 0; at + LengthSize + ChecksumSize <= bytes.Length;)
        {
            var (length, start) = (BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at)), at + LengthSize + ChecksumSize);
            if (!IsWhole(bytes, at, LengthSize) || length > bytes.Length - start - ChecksumSize || !IsWhole(bytes, start, (int)length)) yield break;
            at = start + (int)length + ChecksumSize;
            yield return (Event.Parser.ParseFrom(new CodedInputStream(bytes, start, (int)length)), at);
        }
    }

    /// <summary>Whether the checksum that follows some bytes is theirs.</summary>
    private static bool IsWhole(byte[] bytes, int start, int length) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(start + length)) == PictureEvents.Checksum(bytes.AsSpan(start, length));

    /// <summary>Leaves the events up to a step, and removes a file that has none.</summary>
    private static void Cut(string file, long steps)
    {
        var kept = Read(file).TakeWhile(record => record.Event.Step <= steps && steps > 0).LastOrDefault();
        if (kept.Event?.Summary is null)
        {
            File.Delete(file);
            return;
        }

        using var stream = File.OpenWrite(file);
        stream.SetLength(kept.End);
    }

    /// <remarks>The writer takes the time as a float of seconds, which is right to two minutes, and without one counts it from the year 1 in units of 100 ns.</remarks>
    private void Write(long step, string name, double value) => _writer.add_scalar(name, (float)value, checked((int)step), _time.GetUtcNow().ToUnixTimeSeconds());
}
