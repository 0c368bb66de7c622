using System.Globalization;
using DeepAvFusion.Core;
using FFMpegCore;
using FFMpegCore.Enums;
using FFMpegCore.Exceptions;
using FFMpegCore.Pipes;

namespace DeepAvFusion.Media.Writers;

/// <summary>Smooth letters of one size, drawn once by FFmpeg with a font of even width. Each is a cell of coverage values.</summary>
public sealed class GlyphAtlas
{
    private const int Columns = 16;
    private const char Block = '\u2588';

    // What labels may hold: ASCII, Latin-1 and a few signs.
    private static readonly string Letters =
        string.Concat(Enumerable.Range(32, 95).Concat(Enumerable.Range(161, 95)).Select(c => (char)c)) + "\u2013\u2026\u2022\u2192";

    private readonly Dictionary<char, byte[]> _cells;

    private GlyphAtlas(int cellWidth, int cellHeight, Dictionary<char, byte[]> cells)
    {
        CellWidth = cellWidth;
        CellHeight = cellHeight;
        _cells = cells;
    }

    /// <summary>Pixels from one letter to the next.</summary>
    public int CellWidth { get; }

    /// <summary>Pixels from one line to the next.</summary>
    public int CellHeight { get; }

    /// <summary>CellWidth * CellHeight coverages, 0..255, row-major. Letters it does not have are a question mark.</summary>
    public ReadOnlySpan<byte> this[char letter] => _cells.TryGetValue(letter, out var cell) ? cell : _cells['?'];

    /// <summary>Draws the letters.</summary>
    /// <param name="size">Font size in pixels, 8 to 96.</param>
    /// <exception cref="UserErrorException">FFmpeg cannot draw text, or there is no font.</exception>
    public static async Task<GlyphAtlas> CreateAsync(int size, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 8);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 96);
        var (width, line) = ((Columns + 3) * size, 2 * size);
        var rows = (Letters.Length + Columns - 1) / Columns;
        var folder = Directory.CreateTempSubdirectory("davf-glyphs-");
        try
        {
            var filters = new List<string>();
            for (var row = 0; row <= rows; row++)
            {
                // Every line begins with a full block: its box is the cell, and it gives all lines the same base line. The first line measures it.
                var text = row == 0 ? new string(Block, 2) : Block + " " + Letters.Substring((row - 1) * Columns, Math.Min(Columns, Letters.Length - ((row - 1) * Columns)));
                var file = Path.Combine(folder.FullName, row.ToString(CultureInfo.InvariantCulture));
                await File.WriteAllTextAsync(file, text, cancellation).ConfigureAwait(false);
                filters.Add($"drawtext=font='DejaVu Sans Mono':fontsize={size}:fontcolor=white:expansion=none:x=0:y={row * line}:textfile='{file}'");
            }
            var picture = await DrawAsync(width, (rows + 1) * line, string.Join(',', filters), cancellation).ConfigureAwait(false);
            return Cut(picture, width, line);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<byte[]> DrawAsync(int width, int height, string filters, CancellationToken cancellation)
    {
        using var picture = new MemoryStream(width * height);
        try
        {
            await FFMpegArguments
                .FromFileInput($"color=c=black:s={width}x{height}:r=1:d=1,format=gray", verifyExists: false, options => options.ForceFormat("lavfi"))
                .OutputToPipe(new StreamPipeSink(picture), options => options
                    .WithCustomArgument($"-vf \"{filters}\"")
                    .WithFrameOutputCount(1)
                    .ForcePixelFormat("gray")
                    .ForceFormat("rawvideo"))
                .CancellableThrough(cancellation)
                .WithLogLevel(FFMpegLogLevel.Error)
                .ProcessAsynchronously().ConfigureAwait(false);
        }
        catch (FFMpegException e)
        {
            throw new UserErrorException("FFmpeg cannot draw text; install an FFmpeg with the drawtext filter and the font DejaVu Sans Mono (package fonts-dejavu-core).", e);
        }
        return picture.Length == width * height
            ? picture.ToArray()
            : throw new UserErrorException("FFmpeg drew no letters; install the font DejaVu Sans Mono (package fonts-dejavu-core).");
    }

    private static GlyphAtlas Cut(byte[] picture, int width, int line)
    {
        // FFmpeg's black and white need not be 0 and 255.
        var (black, white) = ((int)picture.Min(), (int)picture.Max());
        for (var i = 0; i < picture.Length; i++)
            picture[i] = (byte)((picture[i] - black) * 255 / Math.Max(1, white - black));
        // Two blocks side by side: their right edge is twice the cell's width, their lower edge its foot. Accents rise above the block.
        var (right, bottom) = (0, 0);
        for (var y = 0; y < line; y++)
            for (var x = 0; x < width; x++)
                if (picture[(y * width) + x] > 127)
                    (right, bottom) = (Math.Max(right, x + 1), Math.Max(bottom, y + 1));
        var above = line / 12;
        var (cellWidth, cellHeight) = (right / 2, bottom + above);
        if (cellWidth == 0)
            throw new UserErrorException("FFmpeg drew no letters; install the font DejaVu Sans Mono (package fonts-dejavu-core).");
        var cells = new Dictionary<char, byte[]>();
        for (var i = 0; i < Letters.Length; i++)
        {
            var cell = new byte[cellWidth * cellHeight];
            var (left, top) = (((i % Columns) + 2) * cellWidth, (((i / Columns) + 1) * line) - above);
            for (var y = 0; y < cellHeight; y++)
                picture.AsSpan(((top + y) * width) + left, cellWidth).CopyTo(cell.AsSpan(y * cellWidth));
            cells[Letters[i]] = cell;
        }
        return new GlyphAtlas(cellWidth, cellHeight, cells);
    }
}
