using System.Text;

namespace DeepAvFusion.Model.Tests.Native;

/// <summary>What the build does to the native library so that Debian 12 can load it (src/DeepAvFusion.Model/Native).</summary>
public sealed class NativeLibrarySpecs
{
    private const string Newest = "GLIBCXX_3.4.32";
    private const uint VersionNeeds = 0x6ffffffe;
    private const int Weak = 2;

    [Fact]
    public void The_newest_version_of_the_compilers_library_is_asked_for_weakly_and_all_others_as_they_were()
    {
        if (!OperatingSystem.IsLinux()) return;
        var library = Assert.Single(Directory.GetFiles(AppContext.BaseDirectory, "libLibTorchSharp.so", SearchOption.AllDirectories));
        var needs = VersionsNeeded(File.ReadAllBytes(library));
        Assert.Contains(needs, need => need.Name == Newest);
        Assert.All(needs, need => Assert.Equal(need.Name == Newest ? Weak : 0, need.Flags));
    }

    /// <summary>The entries of .gnu.version_r of a 64-bit ELF file.</summary>
    private static List<(string Name, int Flags)> VersionsNeeded(byte[] elf)
    {
        var (sections, size, count) = (BitConverter.ToInt64(elf, 0x28), BitConverter.ToUInt16(elf, 0x3a), BitConverter.ToUInt16(elf, 0x3c));
        var section = Enumerable.Range(0, count).Select(Section).Single(at => BitConverter.ToUInt32(elf, at + 4) == VersionNeeds);
        var names = Offset(Section(BitConverter.ToInt32(elf, section + 0x28)));
        var found = new List<(string, int)>();
        for (var (need, step) = (Offset(section), -1); step != 0; need += step)
        {
            step = BitConverter.ToInt32(elf, need + 12);
            for (var (version, next) = (need + BitConverter.ToInt32(elf, need + 8), -1); next != 0; version += next)
            {
                next = BitConverter.ToInt32(elf, version + 12);
                found.Add((Text(names + BitConverter.ToInt32(elf, version + 8)), BitConverter.ToUInt16(elf, version + 4)));
            }
        }
        return found;

        int Section(int index) => (int)sections + (index * size);
        int Offset(int at) => (int)BitConverter.ToInt64(elf, at + 0x18);
        string Text(int start) => Encoding.ASCII.GetString(elf, start, Array.IndexOf(elf, (byte)0, start) - start);
    }
}
