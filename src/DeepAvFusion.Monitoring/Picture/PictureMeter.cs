using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Monitoring.Picture;

/// <summary>Measures pictures: how much of one is black, and how much it differs from the one that stood still last. Not thread-safe.</summary>
/// <param name="mask">Parts of the picture that may move while it is frozen, such as a clock: polygons in shares of it.</param>
/// <param name="blackLevel">Brightness, 0..1, up to which a pixel is black.</param>
internal sealed class PictureMeter(IReadOnlyList<IReadOnlyList<PicturePoint>> mask, double blackLevel)
{
    private byte[] _now = [];
    private byte[] _still = [];
    private bool[] _masked = [];
    private (int Width, int Height) _size;
    private bool _hasStill;

    /// <summary>Looks at a picture.</summary>
    /// <returns>The share of it that is black, and the mean difference of brightness to the picture that stood still last, 0..1; null for the first.</returns>
    public (double Black, double? Difference) Take(PictureFrame picture)
    {
        if (_size != (picture.Width, picture.Height))
            Fit(picture.Width, picture.Height);
        var black = Brightness(picture.Rgb.Span);
        if (!_hasStill)
        {
            Keep();
            return (black, null);
        }
        return (black, Difference());
    }

    /// <summary>The latest picture is what the next ones are compared with.</summary>
    public void Keep()
    {
        (_still, _now) = (_now, _still);
        _hasStill = true;
    }

    private void Fit(int width, int height)
    {
        _size = (width, height);
        var rows = (height + 1) / 2;
        (_now, _still, _masked, _hasStill) = (new byte[rows * width], new byte[rows * width], new bool[rows * width], false);
        for (var i = 0; i < _masked.Length && mask.Count > 0; i++)
        {
            var point = new PicturePoint((i % width + 0.5) / width, ((2 * (i / width)) + 0.5) / height);
            _masked[i] = mask.Any(polygon => Holds(polygon, point));
        }
    }

    /// <summary>Every other row is enough.</summary>
    private double Brightness(ReadOnlySpan<byte> rgb)
    {
        var (width, height) = _size;
        var (limit, black, at) = ((int)(blackLevel * 255), 0, 0);
        for (var row = 0; row < height; row += 2)
        {
            var line = rgb.Slice(row * width * 3, width * 3);
            for (var x = 0; x < line.Length; x += 3)
            {
                var bright = ((54 * line[x]) + (183 * line[x + 1]) + (19 * line[x + 2])) >> 8;
                _now[at++] = (byte)bright;
                black += bright <= limit ? 1 : 0;
            }
        }
        return (double)black / _now.Length;
    }

    private double Difference()
    {
        var (sum, count) = (0L, 0);
        for (var i = 0; i < _now.Length; i++)
        {
            if (_masked[i])
                continue;
            sum += Math.Abs(_now[i] - _still[i]);
            count++;
        }
        return count == 0 ? 0 : sum / 255.0 / count;
    }

    private static bool Holds(IReadOnlyList<PicturePoint> corners, PicturePoint point)
    {
        var isInside = false;
        for (var i = 0; i < corners.Count; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % corners.Count]);
            if (a.Y > point.Y != b.Y > point.Y && point.X < ((b.X - a.X) * (point.Y - a.Y) / (b.Y - a.Y)) + a.X)
                isInside = !isInside;
        }
        return isInside;
    }
}
