using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Tests.Features;

namespace DeepAvFusion.Model.Tests.Checkpoints;

public sealed class HostileContainerSpecs
{
    private static readonly byte[] None = new PickleBytes().Code("N.").Bytes;

    [Fact]
    public void A_zip_bomb_is_refused_before_it_unpacks()
    {
        var bytes = PickleBytes.Zip(
            ("archive/data.pkl", None, CompressionLevel.NoCompression), ("archive/data/0", new byte[50 << 20], CompressionLevel.Optimal));
        Assert.Contains("more than 100 to 1 is refused", Refused(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_entry_must_unpack_to_its_stated_size()
    {
        byte[] Packed(byte[] pickle) => PickleBytes.Zip(("archive/data.pkl", pickle, CompressionLevel.Optimal));
        using (var honest = CheckpointFile.Open("x.pth", Packed(None)))
            Assert.Same(CheckpointScalar.Null, honest.Root);
        var longer = Packed([.. None, .. new byte[64]]);
        foreach (var record in Records(longer, "PK\x01\x02"))
            BinaryPrimitives.WriteInt32LittleEndian(longer.AsSpan(record + 24), None.Length);
        Assert.Contains("does not unpack to the size", Refused(longer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("archive/../../x")]
    [InlineData("archive/./x")]
    [InlineData("archive\\x")]
    [InlineData("C:x")]
    public void Names_that_lead_elsewhere_are_refused(string name) => Assert.Contains(
        "a path that leads elsewhere",
        Refused(PickleBytes.Stored(("archive/data.pkl", None), (name, [1]))),
        StringComparison.Ordinal);

    [Fact]
    public void An_entry_that_appears_twice_is_refused() => Assert.Contains(
        "'archive/data.pkl' twice",
        Refused(PickleBytes.Stored(("archive/data.pkl", None), ("archive/data.pkl", None))),
        StringComparison.Ordinal);

    [Fact]
    public void Entries_over_the_same_bytes_are_refused()
    {
        var bytes = PickleBytes.Stored(("archive/data.pkl", None), ("archive/data/0", new byte[40]),
            ("archive/data/1", new byte[40]));
        var records = Records(bytes, "PK\x01\x02");
        bytes[records[1] + 46 + "archive/data/".Length] = (byte)'1';        // entry 0 now claims the place of entry 1 ...
        bytes[records[2] + 46 + "archive/data/".Length] = (byte)'1';
        bytes.AsSpan(records[2] + 42, 4).CopyTo(bytes.AsSpan(records[1] + 42));
        Assert.Contains("twice", Refused(bytes), StringComparison.Ordinal);
        bytes[records[1] + 46] = (byte)'b';
        bytes[Records(bytes, "PK\x03\x04")[2] + 30] = (byte)'b';            // ... and so do two entries of different names
        Refused(bytes, "claim the same bytes", "is not where the zip directory says");
    }

    [Fact]
    public void A_directory_that_lies_is_refused()
    {
        var honest = PickleBytes.Stored(("archive/data.pkl", None), ("archive/data/0", new byte[40]));
        foreach (var (place, value, cause) in new[]
        {
            (8, 1, "encrypted"), (10, 12, "packed in a way"), (20, 41, "packed in a way"), (42, int.MaxValue, "outside the file"), (42, 1, "is not where"),
        })
        {
            var bytes = honest.ToArray();
            var record = Records(bytes, "PK\x01\x02")[1];
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(record + place), place is 8 or 10 ? (ushort)value | (bytes[record + place + 2] << 16) : value);
            Refused(bytes, cause);
        }
    }

    [Fact]
    public void Damaged_weights_are_noticed()
    {
        var bytes = new PickleBytes().Tensor("0", "FloatStorage", 4, 0, [4], [1]).Code(".").Zip(("0", new byte[16]));
        bytes[Records(bytes, "PK\x03\x04")[1] + 30 + "archive/data/0".Length] ^= 1;
        using var file = CheckpointFile.Open("x.pth", bytes);
        var error = Assert.Throws<CheckpointException>(() => ((CheckpointTensor)file.Root).ToFloat32());
        Assert.Contains("do not match their checksum", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zip.pth")]
    [InlineData("legacy.pth")]
    public void Every_truncation_is_refused(string name)
    {
        var bytes = File.ReadAllBytes(GoldenCase.Open("15_checkpoint_formats").File(name));
        for (var length = 0; length < bytes.Length; length += length < bytes.Length - 600 ? 7 : 1)
            Refused(bytes[..length]);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "belong to no tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 12, "has 4 bytes at its end")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "outside the file")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "outside the file")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "beyond its storage")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}""", 8, "where 4 belong")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "negative")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", 8, "larger than")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}}""", 8, "which is not read")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}""", 8, "twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", 8, "not the JSON")]
    [InlineData("""{"a":[]}""", 8, "not the JSON")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "not the JSON")]
    [InlineData("""{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{}}}}}}}}}}""", 0, "not the JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,8]}}""", 8, "not the JSON")]
    public void Safetensors_that_lie_are_refused(string header, int length, string cause)
    {
        var bytes = new byte[8 + Encoding.UTF8.GetByteCount(header) + length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Encoding.UTF8.GetByteCount(header));
        Encoding.UTF8.GetBytes(header, bytes.AsSpan(8));
        Refused(bytes, cause);
    }

    [Fact]
    public void A_safetensors_header_without_end_is_refused()
    {
        var bytes = new byte[64];
        bytes[8] = (byte)'{';
        BinaryPrimitives.WriteInt64LittleEndian(bytes, 1L << 31);
        Refused(bytes, "longer than");
        BinaryPrimitives.WriteInt64LittleEndian(bytes, 60);
        Refused(bytes, "truncated");
    }

    /// <summary>Places of all records with a signature.</summary>
    private static List<int> Records(byte[] bytes, string signature)
    {
        var places = new List<int>();
        for (var place = 0; place <= bytes.Length - 4; place++)
            if (bytes.AsSpan(place).StartsWith(Encoding.Latin1.GetBytes(signature)))
                places.Add(place);
        return places;
    }

    private static string Refused(byte[] file, params string[] causes)
    {
        var message = Assert.Throws<CheckpointException>(() => CheckpointFile.Open("x.pth", file)).Message;
        Assert.True(causes.Length == 0 || causes.Any(cause => message.Contains(cause, StringComparison.Ordinal)), message);
        return message;
    }
}
