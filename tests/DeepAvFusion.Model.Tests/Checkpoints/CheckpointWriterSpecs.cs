using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Writers;
using DeepAvFusion.Model.Tests.Features;

namespace DeepAvFusion.Model.Tests.Checkpoints;

public sealed class CheckpointWriterSpecs
{
    [Fact]
    public void A_pth_read_and_written_again_holds_the_same()
    {
        using var folder = new TemporaryFolder();
        using var original = TorchCheckpoint.Read(GoldenCase.Open("15_checkpoint_formats").File("legacy.pth"));
        TorchCheckpointWriter.Write(folder["copy.pth"], original.Root, null, CancellationToken.None);
        using var copy = TorchCheckpoint.Read(folder["copy.pth"]);
        Assert.Equal(CheckpointFormat.TorchZip, copy.Format);
        AssertSame(original.Root, copy.Root);
        Assert.Equal(copy.Tensors()["view_whole"].StorageKey, copy.Tensors()["view_rows"].StorageKey);
        Assert.Equal(["copy.pth"], folder.Names());
    }

    [Fact]
    public void Safetensors_keep_types_shapes_values_and_texts()
    {
        using var folder = new TemporaryFolder();
        using var original = TorchCheckpoint.Read(GoldenCase.Open("15_checkpoint_formats").File("zip.pth"));
        var tensors = original.Tensors();
        var metadata = new Dictionary<string, string> { ["model"] = "scenes-tiny", ["labels"] = "[\"bell\",\"drum ä\"]", ["trained"] = "true" };
        SafetensorsWriter.Write(folder["copy.safetensors"], [.. tensors.Values], metadata, null, CancellationToken.None);
        using var copy = CheckpointFile.Open(folder["copy.safetensors"]);
        Assert.Equal(metadata, copy.Metadata);
        Assert.Equal(tensors.Keys, copy.Tensors().Keys);
        foreach (var (key, tensor) in copy.Tensors())
            AssertSame(tensors[key], tensor);
    }

    [Fact]
    public void Progress_arrives_at_the_end()
    {
        using var folder = new TemporaryFolder();
        var seen = new List<CheckpointProgress>();
        CheckpointTensor[] tensors = [CheckpointTensor.FromFloat32("a", [2], [1, 2]), CheckpointTensor.FromFloat32("b", [3], [1, 2, 3])];
        SafetensorsWriter.Write(folder["two.safetensors"], tensors, new Dictionary<string, string>(), new Listener(seen), CancellationToken.None);
        Assert.Equal([new(8, 20, "a"), new(20, 20, "b")], seen);
    }

    [Fact]
    public void A_cancelled_write_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var root = new CheckpointMap().Set("x", CheckpointTensor.FromFloat32("x", [1], [1]));
        Assert.Throws<OperationCanceledException>(() => TorchCheckpointWriter.Write(folder["x.pth"], root, null, cancelled.Token));
        Assert.Empty(folder.Names());
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        var error = Assert.Throws<CheckpointException>(
            () => TorchCheckpointWriter.Write("/nowhere/at/all.pth", new CheckpointMap(), null, CancellationToken.None));
        Assert.Equal("all.pth: cannot be written, because there is no folder '/nowhere/at'; make it first", error.Message);
    }

    [PythonTorchFact]
    public void PyTorch_opens_what_we_write()
    {
        using var folder = new TemporaryFolder();
        var golden = GoldenCase.Open("15_checkpoint_formats");
        using var original = TorchCheckpoint.Read(golden.File("zip.pth"));
        TorchCheckpointWriter.Write(folder["copy.pth"], original.Root, null, CancellationToken.None);
        var weights = new CheckpointMap().Set("state_dict", ((CheckpointMap)original.Root)["state_dict"]);
        TorchCheckpointWriter.Write(folder["weights.pth"], weights, null, CancellationToken.None);
        const string script = """
            import sys, torch
            def same(a, b):
                assert type(a) is type(b) or isinstance(a, dict), (type(a), type(b))
                if isinstance(a, torch.Tensor):
                    assert a.dtype == b.dtype and a.shape == b.shape and a.stride() == b.stride() and torch.equal(a, b)
                elif isinstance(a, dict):
                    assert list(a) == list(b)
                    for key in a: same(a[key], b[key])
                elif isinstance(a, (list, tuple)):
                    assert len(a) == len(b)
                    for x, y in zip(a, b): same(x, y)
                else:
                    assert a == b
            a, b = torch.load(sys.argv[1]), torch.load(sys.argv[2])
            same(a, b)
            s = b['state_dict']
            assert s['view_whole'].storage().data_ptr() == s['view_rows'].storage().data_ptr()
            print(len(torch.load(sys.argv[3], weights_only=True)['state_dict']))
            """;
        var count = PythonTorch.Run(script, golden.File("zip.pth"), folder["copy.pth"], folder["weights.pth"]);
        Assert.Equal($"{original.Tensors().Count}", count);
    }

    [PythonTorchFact]
    public void Reads_what_PyTorch_writes_of_a_module_and_its_optimiser()
    {
        using var folder = new TemporaryFolder();
        const string script = """
            import sys, torch, argparse
            net = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.BatchNorm1d(4))
            opt = torch.optim.AdamW(net.parameters(), lr=0.01)
            net(torch.ones(5, 3)).sum().backward(); opt.step()
            what = dict(model=net.state_dict(), optimizer=opt.state_dict(), epoch=3, args=argparse.Namespace(lr=0.01, name='x'))
            what.update(net0=net[0].weight, size=net[0].weight.shape)
            for protocol in (2, 3, 4, 5):
                torch.save(what, f'{sys.argv[1]}{protocol}.pth', pickle_protocol=protocol)
            torch.save(what, sys.argv[1] + '0.pth', _use_new_zipfile_serialization=False)
            print(float(net[0].weight.sum()))
            """;
        var sum = float.Parse(PythonTorch.Run(script, folder["saved"]), System.Globalization.CultureInfo.InvariantCulture);
        foreach (var protocol in new[] { 0, 2, 3, 4, 5 })
        {
            using var file = TorchCheckpoint.Read(folder[$"saved{protocol}.pth"]);
            var root = Assert.IsType<CheckpointMap>(file.Root);
            Assert.Equal(sum, file.Tensors("model")["0.weight"].ToFloat32().Sum(), 1e-5f);
            Assert.Equal([1L], file.Tensors()["1.num_batches_tracked"].ToInt64());
            Assert.Equal("x", root.Find<CheckpointMap>("args")!.Find<CheckpointScalar>("name")!.Value);
            Assert.Equal([4L, 3L], root.Find<CheckpointList>("size")!.Items.Select(side => (long)((CheckpointScalar)side).Value!));
            var state = root.Find<CheckpointMap>("optimizer")!.Find<CheckpointMap>("state")!.Find<CheckpointMap>(0)!;
            Assert.Equal([4L, 3L], state.Find<CheckpointTensor>("exp_avg")!.Shape);
            Assert.True(root.Find<CheckpointTensor>("net0")!.IsParameter);
        }
    }

    private static void AssertSame(CheckpointNode expected, CheckpointNode actual)
    {
        Assert.IsType(expected.GetType(), actual);
        switch (expected, actual)
        {
            case (CheckpointMap left, CheckpointMap right):
                Assert.Equal(left.Entries.Select(entry => entry.Key), right.Entries.Select(entry => entry.Key));
                foreach (var (first, second) in left.Entries.Zip(right.Entries))
                    AssertSame(first.Value, second.Value);
                break;
            case (CheckpointList left, CheckpointList right):
                Assert.Equal((left.IsTuple, left.Items.Count), (right.IsTuple, right.Items.Count));
                foreach (var (first, second) in left.Items.Zip(right.Items))
                    AssertSame(first, second);
                break;
            case (CheckpointScalar left, CheckpointScalar right):
                Assert.Equal(left.Value, right.Value);
                break;
            case (CheckpointTensor left, CheckpointTensor right):
                Assert.Equal((left.DType, left.ElementCount), (right.DType, right.ElementCount));
                Assert.Equal(left.Shape, right.Shape);
                Assert.Equal(Bytes(left), Bytes(right));
                break;
        }
    }

    private static byte[] Bytes(CheckpointTensor tensor)
    {
        var bytes = new byte[tensor.ByteCount];
        tensor.CopyBytesTo(bytes);
        return bytes;
    }

    private sealed class Listener(List<CheckpointProgress> seen) : IProgress<CheckpointProgress>
    {
        public void Report(CheckpointProgress value) => seen.Add(value);
    }
}
