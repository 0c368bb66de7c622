using System.Collections.Concurrent;
using System.Text;
using DeepAvFusion.Core;
using SkiaSharp;

namespace DeepAvFusion.Media.Drawing;

/// <summary>The font files of this machine, opened as far as they are needed.</summary>
/// <remarks>Skia's build without dependencies knows no installed fonts: that knowledge is fontconfig's, which is not everywhere.</remarks>
internal sealed class InstalledFonts
{
    private const string Preferred = "DejaVuSans.ttf";
    private static readonly string[] Endings = [".ttf", ".otf", ".ttc"];
    private static readonly Lazy<InstalledFonts> Found = new(() => new InstalledFonts(Folders()), LazyThreadSafetyMode.PublicationOnly);

    private readonly Lock _gate = new();
    private readonly Queue<string> _closed;
    private readonly List<SKTypeface> _open = [];
    private readonly ConcurrentDictionary<Rune, SKTypeface> _known = [];

    /// <exception cref="UserErrorException">There is no font in these folders.</exception>
    public InstalledFonts(IEnumerable<string> folders)
    {
        _closed = new Queue<string>(folders.Where(Directory.Exists).SelectMany(Files).OrderBy(file => Path.GetFileName(file) != Preferred).ThenBy(file => file, StringComparer.Ordinal));
        Base = Search(new Rune('a')) ?? throw new UserErrorException("There is no font to write labels with; install one (package fonts-dejavu-core).");
    }

    /// <exception cref="UserErrorException">No font is installed.</exception>
    public static InstalledFonts Shared => Found.Value;

    /// <summary>The font of everything that it has: DejaVu Sans, or else the first with Latin letters.</summary>
    public SKTypeface Base { get; }

    /// <summary>A font that has a letter, or else the base font, which then shows a box.</summary>
    public SKTypeface With(Rune letter) => _known.GetOrAdd(letter, _ => Has(Base, letter) ? Base : Search(letter) ?? Base);

    private SKTypeface? Search(Rune letter)
    {
        lock (_gate)
        {
            if (_open.Find(face => Has(face, letter)) is { } open)
                return open;
            while (_closed.TryDequeue(out var file))
            {
                if (SKTypeface.FromFile(file) is not { } face)
                    continue;               // damaged, or not there any more
                _open.Add(face);
                if (Has(face, letter))
                    return face;
            }
            return null;
        }
    }

    private static bool Has(SKTypeface face, Rune letter)
    {
        using var font = new SKFont(face);
        return font.ContainsGlyph(letter.Value);
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 8, IgnoreInaccessible = true })
            .Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase));

    private static string[] Folders()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return ["/usr/share/fonts", "/usr/local/share/fonts", Path.Combine(home, ".local/share/fonts"), Environment.GetFolderPath(Environment.SpecialFolder.Fonts)];
    }
}
