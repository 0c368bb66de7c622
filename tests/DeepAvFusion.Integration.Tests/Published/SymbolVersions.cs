using System.Text;

namespace DeepAvFusion.Integration.Tests.Published;

/// <summary>The versions of other libraries' symbols that a 64-bit ELF library asks for.</summary>
internal static class SymbolVersions
{
    private const uint VersionNeeds = 0x6ffffffe;
    private const int WeakFlag = 2;

    /// <param name="Weak">True where the loader takes the library without that version too.</param>
    internal readonly record struct SymbolVersion(string Name, bool Weak);

    public static IEnumerable<SymbolVersion> Needed(byte[] elf)
    {
        var (sections, size, count) = (BitConverter.ToInt64(elf, 0x28), BitConverter.ToUInt16(elf, 0x3a), BitConverter.ToUInt16(elf, 0x3c));
        foreach (var section in Enumerable.Range(0, count).Select(index => (int)sections + (index * size)).Where(section => BitConverter.ToUInt32(elf, section + 4) == VersionNeeds))
        {
            var names = BitConverter.ToInt64(elf, (int)sections + (BitConverter.ToInt32(elf, section + 0x28) * size) + 0x18);
            var need = (int)BitConverter.ToInt64(elf, section + 0x18);
            for (var left = BitConverter.ToInt32(elf, section + 0x2c); left > 0; left--, need += BitConverter.ToInt32(elf, need + 12))
            {
                var version = need + BitConverter.ToInt32(elf, need + 8);
                for (var more = BitConverter.ToUInt16(elf, need + 2); more > 0; more--, version += BitConverter.ToInt32(elf, version + 12))
                {
                    var start = (int)names + BitConverter.ToInt32(elf, version + 8);
                    yield return new SymbolVersion(Encoding.ASCII.GetString(elf, start, Array.IndexOf(elf, (byte)0, start) - start), (BitConverter.ToUInt16(elf, version + 4) & WeakFlag) != 0);
                }
            }
        }
    }
}
