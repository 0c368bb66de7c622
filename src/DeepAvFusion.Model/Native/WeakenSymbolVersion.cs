using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>Build step: copies an ELF library and marks one version that it asks of another library as weak, so that the loader takes it where that version is missing.</summary>
public sealed class WeakenSymbolVersion : Task
{
    private const uint VersionNeeds = 0x6ffffffe;
    private const byte Weak = 2;

    [Required] public string Library { get; set; }

    [Required] public string SymbolVersion { get; set; }

    [Required] public string Result { get; set; }

    public override bool Execute()
    {
        var elf = File.ReadAllBytes(Library);
        var (sections, size, count) = (BitConverter.ToInt64(elf, 0x28), BitConverter.ToUInt16(elf, 0x3a), BitConverter.ToUInt16(elf, 0x3c));
        long Section(int index) => sections + ((long)index * size);
        for (var i = 0; i < count; i++)
        {
            var section = (int)Section(i);
            if (BitConverter.ToUInt32(elf, section + 4) != VersionNeeds) continue;
            var names = BitConverter.ToInt64(elf, (int)Section(BitConverter.ToInt32(elf, section + 0x28)) + 0x18);
            var needs = BitConverter.ToInt32(elf, section + 0x2c);
            for (var (n, need) = (0, (int)BitConverter.ToInt64(elf, section + 0x18)); n < needs; n++, need += BitConverter.ToInt32(elf, need + 12))
                for (var (v, version) = (0, need + BitConverter.ToInt32(elf, need + 8)); v < BitConverter.ToUInt16(elf, need + 2); v++, version += BitConverter.ToInt32(elf, version + 12))
                    if (Text(elf, names + BitConverter.ToUInt32(elf, version + 8)) == SymbolVersion)
                        elf[version + 4] |= Weak;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(Result));
        File.WriteAllBytes(Result, elf);
        return true;
    }

    private static string Text(byte[] elf, long start) => Encoding.ASCII.GetString(elf, (int)start, Array.IndexOf(elf, (byte)0, (int)start) - (int)start);
}
