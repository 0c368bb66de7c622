using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Writers;
using DeepAvFusion.Model.Tests.Features;

namespace DeepAvFusion.Model.Tests.Checkpoints;

/// <summary>Damaged and invented files: whatever they say, the answer is a tree or a refusal, in bounded time and memory.</summary>
public sealed class CheckpointFuzzSpecs
{
    private const long MostBytes = 96L << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("zip.pth", 3000)]
    [InlineData("legacy.pth", 3000)]
    public void Damaged_files_are_read_or_refused(string name, int runs)
    {
        var original = File.ReadAllBytes(GoldenCase.Open("15_checkpoint_formats").File(name));
        var random = new Random(name.Length);
        var refused = 0;
        for (var run = 0; run < runs; run++)
            refused += IsRefused(Damage(original, random), $"{name} run {run}") ? 1 : 0;
        Assert.InRange(refused, runs / 4, runs);
    }

    [Fact]
    public void Damaged_safetensors_are_read_or_refused()
    {
        using var folder = new TemporaryFolder();
        using (var file = TorchCheckpoint.Read(GoldenCase.Open("15_checkpoint_formats").File("zip.pth")))
            SafetensorsWriter.Write(folder["x"], [.. file.Tensors().Values], new Dictionary<string, string> { ["a"] = "b" }, null, CancellationToken.None);
        var original = File.ReadAllBytes(folder["x"]);
        var random = new Random(5);
        for (var run = 0; run < 2000; run++)
            IsRefused(Damage(original, random), $"safetensors run {run}");
    }

    /// <summary>Programs of real instructions and real constructors in random order.</summary>
    [Fact]
    public void Invented_programs_are_read_or_refused()
    {
        var random = new Random(9);
        var accepted = 0;
        for (var run = 0; run < 8_000; run++)
        {
            var program = new PickleBytes((byte)random.Next(2, 6));
            for (var step = random.Next(1, 40); step > 0; step--)
                Step(program, random);
            program.Code(".");
            accepted += IsRefused(random.Next(2) == 0 ? program.Legacy() : program.Zip(("0", new byte[16]), ("1", new byte[8])), $"program {run}") ? 0 : 1;
        }

        Assert.InRange(accepted, 40, 8_000);
    }

    private static void Step(PickleBytes program, Random random)
    {
        const string plain = "(NtueasbR}])0Q\u0081\u0085\u0086\u0087\u0088\u0089\u0093\u0094";
        switch (random.Next(12))
        {
            case 0: program.Text(random.Next(3) == 0 ? "storage" : $"{random.Next(3)}"); break;
            case 1: program.Number(random.Next(4) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : random.Next(5)); break;
            case 2: program.Global("torch", random.Next(2) == 0 ? "FloatStorage" : "LongStorage"); break;
            case 3: program.Global("torch._utils", random.Next(2) == 0 ? "_rebuild_tensor_v2" : "_rebuild_parameter"); break;
            case 4: program.Global("collections", "OrderedDict"); break;
            case 5: program.Storage($"{random.Next(2)}", "FloatStorage", 4); break;
            case 6:
                long[] shape = [random.Next(4), random.Next(3)], strides = [random.Next(4), random.Next(2)];
                program.Tensor($"{random.Next(2)}", "FloatStorage", random.Next(6), random.Next(3), shape, strides);
                break;
            case 7: program.Raw((byte)'q', (byte)random.Next(4)); break;
            case 8: program.Raw((byte)'h', (byte)random.Next(4)); break;
            case 9: program.Sides(random.Next(3), random.Next(3)); break;
            case 10: program.Raw((byte)random.Next(256)); break;
            default: program.Raw((byte)plain[random.Next(plain.Length)]); break;
        }
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var place = random.Next(bytes.Count - 8);
            var length = Math.Min(random.Next(1, 64), bytes.Count - place - 8);
            switch (random.Next(6))
            {
                case 0: bytes[place] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[place] = (byte)random.Next(256); break;
                case 2: bytes.RemoveRange(place, Math.Max(length, 0)); break;
                case 3: bytes.InsertRange(place, bytes.GetRange(random.Next(bytes.Count - 8), 8)); break;
                case 4:
                    for (var index = 0; index < 4; index++)
                        bytes[place + index] = (byte)(random.Next(2) == 0 ? 0xFF : 0);
                    break;
                default: bytes.RemoveRange(bytes.Count - random.Next(1, bytes.Count / 2), 1); break;
            }
        }

        return [.. bytes];
    }

    private static bool IsRefused(byte[] bytes, string run)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        try
        {
            using var file = CheckpointFile.Open("x.pth", bytes);
            Walk(file.Root);
            return false;
        }
        catch (CheckpointException refusal)
        {
            Assert.DoesNotContain(refusal.Message, char.IsControl);
            return true;
        }
        catch (Exception other)
        {
            Assert.Fail($"{run}: {other}");
            throw;
        }
        finally
        {
            var spent = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(spent < MostBytes && watch.Elapsed < Longest, $"{run}: {spent} bytes, {watch.Elapsed}");
        }
    }

    private static void Walk(CheckpointNode node)
    {
        switch (node)
        {
            case CheckpointMap map:
                foreach (var (_, value) in map.Entries)
                    Walk(value);
                break;
            case CheckpointList list:
                foreach (var item in list.Items)
                    Walk(item);
                break;
            case CheckpointTensor tensor:
                Assert.Equal(tensor.ElementCount, tensor.ToFloat32().Length);
                break;
        }
    }
}
