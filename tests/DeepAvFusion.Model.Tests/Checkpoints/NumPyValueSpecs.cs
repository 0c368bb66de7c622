using System.Buffers.Binary;
using System.Text;
using DeepAvFusion.Model.Checkpoints;

namespace DeepAvFusion.Model.Tests.Checkpoints;

/// <summary>Numbers of NumPy between the weights, such as a loss that was saved as it was.</summary>
public sealed class NumPyValueSpecs
{
    [Theory]
    [InlineData("numpy.core.multiarray", 2)]
    [InlineData("numpy._core.multiarray", 2)]
    [InlineData("numpy._core.multiarray", 4)]
    public void Scalars_are_read_as_plain_values(string module, byte protocol)
    {
        var single = new byte[4];
        BinaryPrimitives.WriteSingleBigEndian(single, -0.25f);
        var pickle = new PickleBytes(protocol).Code("}(");
        Scalar(pickle.Text("double"), module, "f8", "<", BitConverter.GetBytes(0.5));
        Scalar(pickle.Text("big"), module, "f4", ">", single);
        Scalar(pickle.Text("half"), module, "f2", "<", BitConverter.GetBytes((Half)2));
        Scalar(pickle.Text("long"), module, "i8", "<", BitConverter.GetBytes(-7L));
        Scalar(pickle.Text("byte"), module, "u1", "|", [200]);
        Scalar(pickle.Text("flag"), module, "b1", "|", [1]);
        Scalar(pickle.Text("text"), module, "U3", "<", Encoding.UTF32.GetBytes("ab\0"));
        pickle.Text("x").Tensor("0", "FloatStorage", 1, 0, [1], [1]).Code("u.");

        using var file = CheckpointFile.Open("x.pth", pickle.Zip(("0", BitConverter.GetBytes(3f))));

        var root = (CheckpointMap)file.Root;
        object?[] values = [.. new[] { "double", "big", "half", "long", "byte", "flag", "text" }.Select(key => root.Find<CheckpointScalar>(key)?.Value)];
        Assert.Equal([0.5, -0.25, 2.0, -7L, 200L, true, "ab"], values);
        Assert.Equal([3f], root.Find<CheckpointTensor>("x")!.ToFloat32());
    }

    [Theory]
    [InlineData("M8", 8, "a NumPy value of the type 'M8'")]
    [InlineData("f8", 4, "a NumPy value of the type 'f8'")]
    [InlineData("O", 8, "does not take")]
    public void Other_values_of_NumPy_are_refused(string type, int bytes, string cause)
    {
        var pickle = new PickleBytes().Code("}(");
        Scalar(pickle.Text("a"), "numpy.core.multiarray", type, "<", new byte[bytes]);
        Assert.Contains(cause, Assert.Throws<CheckpointException>(() => CheckpointFile.Open("x.pth", pickle.Code("u.").Zip())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bare_bytes_and_types_are_no_values()
    {
        foreach (var pickle in new[] { new PickleBytes(3).Raw((byte)'C', 2, 1, 2), Type(new PickleBytes(), "f8", "<") })
            Assert.Contains("a bare class, storage or bytes", Assert.Throws<CheckpointException>(() => CheckpointFile.Open("x.pth", pickle.Code(".").Zip())).Message, StringComparison.Ordinal);
    }

    private static void Scalar(PickleBytes pickle, string module, string type, string order, byte[] bytes)
    {
        Type(pickle.Global(module, "scalar"), type, order);
        if (pickle.Bytes[1] >= 3) pickle.Raw((byte)'C', (byte)bytes.Length).Raw(bytes).Raw(0x86).Code("R");
        else pickle.Global("_codecs", "encode").Text(Encoding.Latin1.GetString(bytes)).Text("latin1").Raw(0x86).Code("R").Raw(0x86).Code("R");
    }

    /// <summary>As NumPy writes a type: its name, then its state with the order of bytes.</summary>
    private static PickleBytes Type(PickleBytes pickle, string type, string order) =>
        pickle.Global("numpy", "dtype").Text(type).Raw(0x89, 0x88, 0x87).Code("R(").Number(3).Text(order).Code("NNN").Number(-1).Number(-1).Number(0).Code("tb");
}
