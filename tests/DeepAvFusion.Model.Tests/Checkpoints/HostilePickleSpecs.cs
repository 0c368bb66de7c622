using DeepAvFusion.Model.Checkpoints;

namespace DeepAvFusion.Model.Tests.Checkpoints;

public sealed class HostilePickleSpecs
{
    [Theory]
    [InlineData("posix", "system")]
    [InlineData("os", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("builtins", "getattr")]
    [InlineData("__builtin__", "apply")]
    [InlineData("subprocess", "Popen")]
    [InlineData("copyreg", "_reconstructor")]
    [InlineData("torch", "load")]
    [InlineData("torch.storage", "_load_from_bytes")]
    [InlineData("torch._utils", "_rebuild_device_tensor_from_numpy")]
    [InlineData("numpy.core.multiarray", "_reconstruct")]
    public void Calls_of_anything_else_are_refused_and_not_run(string module, string name)
    {
        using var folder = new TemporaryFolder();
        var call = new PickleBytes().Global(module, name).Code("(").Text($"touch {folder["proof"]}").Code("tR.");
        var stacked = new PickleBytes(4).Text(module).Text(name).Raw(0x93).Code("(").Text($"touch {folder["proof"]}").Code("tR.");
        foreach (var bytes in new[] { call.Zip(), call.Legacy(), stacked.Zip(), stacked.Legacy() })
            Assert.Contains($"asks for '{module}.{name}', which is not on the fixed list", Refused(bytes), StringComparison.Ordinal);
        Assert.Empty(folder.Names());
    }

    [Theory]
    [InlineData("i")]           // INST
    [InlineData("o")]           // OBJ
    [InlineData("P")]           // PERSID as a line of text
    [InlineData("\u0082")]      // EXT1
    [InlineData("\u0092")]      // NEWOBJ_EX
    [InlineData("\u0097")]      // NEXT_BUFFER
    [InlineData("2")]           // DUP
    [InlineData("\u008b")]      // LONG4
    [InlineData("\0")]
    public void Instructions_no_checkpoint_needs_are_refused(string code) =>
        Assert.Contains("which no checkpoint needs", Refused(new PickleBytes().Code(code).Code("posix\nsystem\n.").Zip()), StringComparison.Ordinal);

    [Theory]
    [InlineData("R.")]
    [InlineData("t.")]
    [InlineData("u.")]
    [InlineData("(.")]
    [InlineData("..")]
    [InlineData("NN.")]
    [InlineData("Nb.")]
    [InlineData("]Nb.")]
    [InlineData("NNs.")]
    [InlineData("}Ns.")]
    [InlineData("}(Nu.")]
    [InlineData("})Ns.")]
    [InlineData("(N0000.")]
    [InlineData("N(a.")]
    [InlineData("NQ.")]
    [InlineData(")Q.")]
    [InlineData("h\u0005.")]
    [InlineData("q\0.")]
    [InlineData("\u0087.")]
    [InlineData("N)R.")]
    [InlineData("NNR.")]
    [InlineData("N\u0093.")]
    [InlineData("\u008a\u0009000000000.")]
    [InlineData("\u008c\u0002\u00ff\u00fe.")]
    [InlineData("\u008d\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0010.")]
    [InlineData("X\u00ff\u00ff\u00ff\u007f.")]
    [InlineData("ctorch\nFloatStorage\n.")]
    [InlineData("ccollections\nOrderedDict\nNR.")]
    [InlineData("ccollections\nOrderedDict\n](NeR.")]
    [InlineData("ctorch._utils\n_rebuild_tensor_v2\n)R.")]
    [InlineData("ctorch._utils\n_rebuild_parameter\n(NNNtR.")]
    public void Senseless_programs_are_refused(string program) => Refused(new PickleBytes().Code(program).Legacy());

    [Fact]
    public void A_thousand_levels_are_refused_without_a_deep_stack()
    {
        Assert.Contains("levels deep", Refused(new PickleBytes().Repeat("(", 100_000).Code(".").Zip()), StringComparison.Ordinal);
        Assert.Contains("levels deep", Refused(new PickleBytes().Code(")").Repeat("\u0085", 500_000).Code(".").Zip()), StringComparison.Ordinal);
        Assert.Contains("waiting", Refused(new PickleBytes().Repeat("]", 200_000).Repeat("a", 199_999).Code(".").Zip()), StringComparison.Ordinal);
    }

    [Fact]
    public void Endless_trees_are_refused()
    {
        Assert.Contains("levels deep", Refused(new PickleBytes().Code("]q\0h\0a.").Zip()), StringComparison.Ordinal);
        Assert.Contains("levels deep", Refused(new PickleBytes().Code("}q\0").Text("self").Code("h\0s.").Zip()), StringComparison.Ordinal);
    }

    [Fact]
    public void Trees_that_unfold_without_end_are_refused()
    {
        var laughs = new PickleBytes().Code("]q\00");
        for (var level = 1; level < 40; level++)
            laughs.Code("](").Repeat($"h{(char)(level - 1)}", 10).Code($"eq{(char)level}0");
        Assert.Contains("unfolds to more than", Refused(laughs.Code("h\u0027.").Zip()), StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_of_one_long_list_cost_steps()
    {
        var pairs = new PickleBytes().Code("](");
        for (var index = 0; index < 20_000; index++)
            pairs.Code("K\u0001").Number(index).Code("\u0086");
        pairs.Code("eq\0").Global("collections", "OrderedDict").Code("q\u00010");
        pairs.Code("(").Repeat("h\u0001h\0\u0085R", 20_000).Code("t.");
        Assert.Contains("steps", Refused(pairs.Zip()), StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_for_a_flood_of_values_stays_bounded()
    {
        Assert.Contains("more than", Refused(new PickleBytes(4).Code("N").Repeat("\u0094", 3_000_000).Code(".").Zip()), StringComparison.Ordinal);
        Assert.Contains("more than", Refused(new PickleBytes().Repeat("}", 3_000_000).Code(".").Zip()), StringComparison.Ordinal);
        Assert.Contains("more than", Refused(new PickleBytes().Code("](").Repeat("}0", 3_000_000).Code("e.").Zip()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 0, new long[] { 2, 2 }, new long[] { -2, 1 }, "negative")]
    [InlineData(4, -1, new long[] { 2 }, new long[] { 1 }, "negative")]
    [InlineData(4, 0, new long[] { -2 }, new long[] { 1 }, "negative")]
    [InlineData(4, 0, new long[] { 5 }, new long[] { 1 }, "beyond its storage")]
    [InlineData(4, 1, new long[] { 2, 2 }, new long[] { 2, 1 }, "beyond its storage")]
    [InlineData(4, 0, new long[] { 2, 2 }, new long[] { long.MaxValue, 1 }, "beyond its storage")]
    [InlineData(4, long.MaxValue, new long[] { 2 }, new long[] { 1 }, "beyond its storage")]
    [InlineData(4, 5, new long[] { 0 }, new long[] { 1 }, "beyond its storage")]
    [InlineData(4, 0, new long[] { 2, 2 }, new long[] { 1 }, "2 sides and 1 strides")]
    [InlineData(4, 0, new long[] { long.MaxValue, long.MaxValue }, new long[] { 0, 0 }, "larger than")]
    [InlineData(4, 0, new long[] { 1L << 40 }, new long[] { 0 }, "larger than")]
    [InlineData(4, 0, new long[] { 1 << 28 }, new long[] { 0 }, "many times the size")]
    [InlineData(1L << 61, 0, new long[] { 1 }, new long[] { 1 }, "with 2305843009213693952 elements")]
    [InlineData(1L << 40, 0, new long[] { 1 }, new long[] { 1 }, "many times the size")]
    [InlineData(5, 0, new long[] { 1 }, new long[] { 1 }, "has 16 bytes, its description says 20")]
    public void Tensors_that_cannot_be_are_refused(long count, long offset, long[] shape, long[] strides, string cause)
    {
        var pickle = new PickleBytes().Tensor("0", "FloatStorage", count, offset, shape, strides).Code(".");
        Assert.Contains(cause, Refused(pickle.Zip(("0", new byte[16]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_tensors_over_one_small_storage_are_refused()
    {
        var pickle = new PickleBytes().Code("](");
        for (var index = 0; index < 100; index++)
            pickle.Tensor("0", "FloatStorage", 4, 0, [1 << 20], [0]);
        Assert.Contains("many times the size", Refused(pickle.Code("e.").Zip(("0", new byte[16]))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_of_a_hundred_sides_is_refused()
    {
        var pickle = new PickleBytes().Tensor("0", "FloatStorage", 4, 0, [.. Enumerable.Repeat(1L, 100)], [.. Enumerable.Repeat(1L, 100)]).Code(".");
        Assert.Contains("not a short list", Refused(pickle.Zip(("0", new byte[16]))), StringComparison.Ordinal);
    }

    [Fact]
    public void One_storage_with_two_types_or_sizes_is_refused()
    {
        var types = new PickleBytes().Code("](").Tensor("0", "FloatStorage", 4, 0, [4], [1]).Tensor("0", "DoubleStorage", 2, 0, [2], [1]).Code("e.");
        var sizes = new PickleBytes().Code("](").Tensor("0", "FloatStorage", 4, 0, [4], [1]).Tensor("0", "FloatStorage", 2, 0, [2], [1]).Code("e.");
        foreach (var pickle in new[] { types, sizes })
            Assert.Contains("overlapping storages", Refused(pickle.Zip(("0", new byte[16]))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../0")]
    [InlineData("")]
    [InlineData("0/1")]
    [InlineData("0\n")]
    public void Storage_keys_that_are_paths_are_refused(string key)
    {
        var pickle = new PickleBytes().Tensor(key, "FloatStorage", 4, 0, [4], [1]).Code(".");
        Assert.Contains("no storage key", Refused(pickle.Zip(("0", new byte[16]))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_storage_that_is_not_inside_is_named()
    {
        var pickle = new PickleBytes().Tensor("7", "FloatStorage", 4, 0, [4], [1]).Code(".");
        Assert.Equal("x.pth: damaged: storage '7' is described but not inside", Refused(pickle.Zip(("0", new byte[16]))));
        Assert.Equal("x.pth: damaged: storage '7' is described but not inside", Refused(pickle.Legacy()));
    }

    [Fact]
    public void Messages_stay_one_line_whatever_the_file_says()
    {
        var message = Refused(new PickleBytes(4).Text("a\r\nb\u001b[31m").Text(new string('x', 5000)).Raw(0x93, (byte)'.').Zip());
        Assert.DoesNotContain(message, char.IsControl);
        Assert.True(message.Length < 500, message);
    }

    private static string Refused(byte[] file, params string[] causes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = Assert.Throws<CheckpointException>(() => CheckpointFile.Open("x.pth", file)).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256L << 20);
        Assert.DoesNotContain('\n', message);
        Assert.True(causes.Length == 0 || causes.Any(cause => message.Contains(cause, StringComparison.Ordinal)), message);
        return message;
    }
}
