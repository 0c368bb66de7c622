using System.Text;
using DeepAvFusion.Model.Golden;

namespace DeepAvFusion.Model.Tests.Golden;

public sealed class NpyFileSpecs : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Reads_float32_and_its_shape()
    {
        Write("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", new byte[24]);

        var file = NpyFile.Read(_path);

        Assert.Equal([2L, 3L], file.Shape);
        Assert.Equal(new float[6], file.Floats!);
    }

    [Fact]
    public void Reads_a_single_integer()
    {
        Write("{'descr': '<i8', 'fortran_order': False, 'shape': (), }", BitConverter.GetBytes(-7L));

        var file = NpyFile.Read(_path);

        Assert.Empty(file.Shape);
        Assert.Equal([-7L], file.Integers!);
    }

    [Theory]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", 4, "<f4 or <i8")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (1,), }", 4, "C order")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 4, "4 bytes of numbers where [2] needs 8")]
    public void Refuses_what_it_cannot_read(string header, int bytes, string cause)
    {
        Write(header, new byte[bytes]);

        Assert.Contains(cause, Assert.Throws<InvalidDataException>(() => NpyFile.Read(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_other_files()
    {
        File.WriteAllText(_path, "version https://example.org/spec/v1");

        Assert.Contains("not a .npy file", Assert.Throws<InvalidDataException>(() => NpyFile.Read(_path)).Message, StringComparison.Ordinal);
    }

    private void Write(string header, byte[] data)
    {
        var text = Encoding.ASCII.GetBytes(header + "\n");
        File.WriteAllBytes(_path, [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. text, .. data]);
    }
}
