using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>Build step: copies an assembly and sets the bits of its DebuggableAttribute that keep the JIT from optimising it.</summary>
public sealed class SwitchOptimisationOff : Task
{
    // a custom attribute as the blob heap holds it: its length, prolog, DebuggingModes, no named arguments
    private static readonly byte[] Optimised = { 8, 1, 0, 2, 0, 0, 0, 0, 0 };       // IgnoreSymbolStoreSequencePoints
    private static readonly byte[] Tracked = { 8, 1, 0, 3, 1, 0, 0, 0, 0 };         // and Default, DisableOptimizations

    private static readonly Encoding Latin1 = Encoding.GetEncoding("iso-8859-1");

    [Required] public string Assembly { get; set; }

    [Required] public string Result { get; set; }

    public override bool Execute()
    {
        var image = File.ReadAllBytes(Assembly);
        var text = Latin1.GetString(image);
        var place = text.IndexOf(Latin1.GetString(Optimised), StringComparison.Ordinal);
        if (place < 0 || text.IndexOf(Latin1.GetString(Optimised), place + 1, StringComparison.Ordinal) >= 0)
        {
            Log.LogError($"{Assembly}: its DebuggableAttribute does not stand as in the version that this step was written for. See whether that version still needs the step.");
            return false;
        }
        Tracked.CopyTo(image, place);
        Directory.CreateDirectory(Path.GetDirectoryName(Result));
        File.WriteAllBytes(Result, image);
        return true;
    }
}
