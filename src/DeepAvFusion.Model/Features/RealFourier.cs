using System.Runtime.CompilerServices;
using Lane = System.Numerics.Vector<float>;

namespace DeepAvFusion.Model.Features;

/// <summary>
/// Real Fourier transforms of 800 points, one frame in each lane of a vector, so that eight frames cost what one would.
/// </summary>
/// <remarks>
/// A complex transform of half the size (400 = 4 * 4 * 5 * 5) on pairs of samples, then the usual untangling. General libraries take one frame at a
/// time, and the size is no power of two, for which MathNet falls back to a detour several times as long.
/// </remarks>
internal static class RealFourier
{
    public const int Size = AudioFormat.FourierSize;
    public const int Bins = AudioFormat.Bins;
    private const int Half = Size / 2;
    private static readonly int[] Factors = [4, 4, 5, 5];
    private static readonly float[][] TwiddleCos = [.. Factors.Select((_, stage) => CreateTwiddles(stage, Math.Cos))];
    private static readonly float[][] TwiddleSin = [.. Factors.Select((_, stage) => CreateTwiddles(stage, angle => -Math.Sin(angle)))];
    private static readonly float[] SplitCos = [.. Enumerable.Range(0, Half + 1).Select(bin => (float)Math.Cos(2 * Math.PI * bin / Size))];
    private static readonly float[] SplitSin = [.. Enumerable.Range(0, Half + 1).Select(bin => (float)Math.Sin(2 * Math.PI * bin / Size))];

    /// <summary>Working memory of one transform; [400] vectors each.</summary>
    public sealed class Scratch
    {
        public Lane[] Real { get; } = new Lane[Half];

        public Lane[] Imaginary { get; } = new Lane[Half];

        public Lane[] OtherReal { get; } = new Lane[Half];

        public Lane[] OtherImaginary { get; } = new Lane[Half];
    }

    /// <summary>Samples to one-sided spectrum.</summary>
    /// <param name="samples">[800]</param> <param name="real">[401]</param> <param name="imaginary">[401]</param>
    public static void Forward(ReadOnlySpan<Lane> samples, Span<Lane> real, Span<Lane> imaginary, Scratch scratch)
    {
        for (var pair = 0; pair < Half; pair++)
        {
            scratch.Real[pair] = samples[2 * pair];
            scratch.Imaginary[pair] = samples[2 * pair + 1];
        }

        Transform(scratch);
        ReadOnlySpan<Lane> re = scratch.Real, im = scratch.Imaginary;
        for (var bin = 0; bin <= Half; bin++)
        {
            var (at, mirror) = (bin % Half, (Half - bin) % Half);
            var (evenRe, evenIm) = (0.5f * (re[at] + re[mirror]), 0.5f * (im[at] - im[mirror]));
            var (oddRe, oddIm) = (0.5f * (im[at] + im[mirror]), 0.5f * (re[mirror] - re[at]));
            var (cos, sin) = (new Lane(SplitCos[bin]), new Lane(SplitSin[bin]));
            real[bin] = evenRe + cos * oddRe + sin * oddIm;
            imaginary[bin] = evenIm + cos * oddIm - sin * oddRe;
        }
    }

    /// <summary>One-sided spectrum back to samples; the imaginary parts of the first and last bin do not count.</summary>
    /// <param name="real">[401]</param> <param name="imaginary">[401]</param> <param name="samples">[800]</param>
    public static void Inverse(ReadOnlySpan<Lane> real, ReadOnlySpan<Lane> imaginary, Span<Lane> samples, Scratch scratch)
    {
        var scale = new Lane(1f / Size);
        for (var bin = 0; bin < Half; bin++)
        {
            var mirror = Half - bin;
            var (im, mirrorIm) = bin == 0 ? (Lane.Zero, Lane.Zero) : (imaginary[bin], imaginary[mirror]);
            var (evenRe, evenIm) = (real[bin] + real[mirror], im - mirrorIm);
            var (diffRe, diffIm) = (real[bin] - real[mirror], im + mirrorIm);
            var (cos, sin) = (new Lane(SplitCos[bin]), new Lane(SplitSin[bin]));
            var (oddRe, oddIm) = (cos * diffRe - sin * diffIm, cos * diffIm + sin * diffRe);
            scratch.Imaginary[bin] = scale * (evenRe - oddIm);      // real and imaginary part change places:
            scratch.Real[bin] = scale * (evenIm + oddRe);           // that turns the forward into the inverse transform
        }

        Transform(scratch);
        for (var pair = 0; pair < Half; pair++)
        {
            samples[2 * pair] = scratch.Imaginary[pair];
            samples[2 * pair + 1] = scratch.Real[pair];
        }
    }

    /// <summary>Complex transform of 400 points in place (Stockham: every stage writes in order, nothing is shuffled).</summary>
    private static void Transform(Scratch scratch)
    {
        var (re, im, otherRe, otherIm) = (scratch.Real, scratch.Imaginary, scratch.OtherReal, scratch.OtherImaginary);
        for (int stage = 0, groups = 1; stage < Factors.Length; stage++)
        {
            var length = Half / (groups * Factors[stage]);
            if (Factors[stage] == 4)
                Stage4(re, im, otherRe, otherIm, groups, length, TwiddleCos[stage], TwiddleSin[stage]);
            else
                Stage5(re, im, otherRe, otherIm, groups, length, TwiddleCos[stage], TwiddleSin[stage]);
            groups *= Factors[stage];
            (re, im, otherRe, otherIm) = (otherRe, otherIm, re, im);
        }
    }

    private static void Stage4(
        ReadOnlySpan<Lane> re,
        ReadOnlySpan<Lane> im,
        Span<Lane> outRe,
        Span<Lane> outIm,
        int groups,
        int length,
        ReadOnlySpan<float> cos,
        ReadOnlySpan<float> sin)
    {
        var stride = groups * length;
        for (var group = 0; group < groups; group++)
            for (var step = 0; step < length; step++)
            {
                var from = group * 4 * length + step;
                var to = group * length + step;
                var (a, b, c, d) = (re[from], re[from + length], re[from + 2 * length], re[from + 3 * length]);
                var (e, f, g, h) = (im[from], im[from + length], im[from + 2 * length], im[from + 3 * length]);
                var (sumRe, difRe, sumIm, difIm) = (a + c, a - c, e + g, e - g);
                var (oddRe, turnRe, oddIm, turnIm) = (b + d, f - h, f + h, d - b);      // turn: -i * (second - fourth)
                outRe[to] = sumRe + oddRe;
                outIm[to] = sumIm + oddIm;
                Turn(difRe + turnRe, difIm + turnIm, cos[3 * step], sin[3 * step], ref outRe[to + stride], ref outIm[to + stride]);
                Turn(sumRe - oddRe, sumIm - oddIm, cos[3 * step + 1], sin[3 * step + 1], ref outRe[to + 2 * stride], ref outIm[to + 2 * stride]);
                Turn(difRe - turnRe, difIm - turnIm, cos[3 * step + 2], sin[3 * step + 2], ref outRe[to + 3 * stride], ref outIm[to + 3 * stride]);
            }
    }

    private static void Stage5(
        ReadOnlySpan<Lane> re,
        ReadOnlySpan<Lane> im,
        Span<Lane> outRe,
        Span<Lane> outIm,
        int groups,
        int length,
        ReadOnlySpan<float> cos,
        ReadOnlySpan<float> sin)
    {
        var (cos1, cos2) = (new Lane((float)Math.Cos(2 * Math.PI / 5)), new Lane((float)Math.Cos(4 * Math.PI / 5)));
        var (sin1, sin2) = (new Lane((float)Math.Sin(2 * Math.PI / 5)), new Lane((float)Math.Sin(4 * Math.PI / 5)));
        var stride = groups * length;
        for (var group = 0; group < groups; group++)
            for (var step = 0; step < length; step++)
            {
                var from = group * 5 * length + step;
                var to = group * length + step;
                var (zeroRe, zeroIm) = (re[from], im[from]);
                var (sum1Re, dif1Re) = (re[from + length] + re[from + 4 * length], re[from + length] - re[from + 4 * length]);
                var (sum1Im, dif1Im) = (im[from + length] + im[from + 4 * length], im[from + length] - im[from + 4 * length]);
                var (sum2Re, dif2Re) = (re[from + 2 * length] + re[from + 3 * length], re[from + 2 * length] - re[from + 3 * length]);
                var (sum2Im, dif2Im) = (im[from + 2 * length] + im[from + 3 * length], im[from + 2 * length] - im[from + 3 * length]);
                outRe[to] = zeroRe + sum1Re + sum2Re;
                outIm[to] = zeroIm + sum1Im + sum2Im;
                var (nearRe, nearIm) = (zeroRe + cos1 * sum1Re + cos2 * sum2Re, zeroIm + cos1 * sum1Im + cos2 * sum2Im);
                var (farRe, farIm) = (zeroRe + cos2 * sum1Re + cos1 * sum2Re, zeroIm + cos2 * sum1Im + cos1 * sum2Im);
                var (nearTurnRe, nearTurnIm) = (sin1 * dif1Im + sin2 * dif2Im, -(sin1 * dif1Re + sin2 * dif2Re));
                var (farTurnRe, farTurnIm) = (sin2 * dif1Im - sin1 * dif2Im, sin1 * dif2Re - sin2 * dif1Re);
                var at = 4 * step;
                Turn(nearRe + nearTurnRe, nearIm + nearTurnIm, cos[at], sin[at], ref outRe[to + stride], ref outIm[to + stride]);
                Turn(farRe + farTurnRe, farIm + farTurnIm, cos[at + 1], sin[at + 1], ref outRe[to + 2 * stride], ref outIm[to + 2 * stride]);
                Turn(farRe - farTurnRe, farIm - farTurnIm, cos[at + 2], sin[at + 2], ref outRe[to + 3 * stride], ref outIm[to + 3 * stride]);
                Turn(nearRe - nearTurnRe, nearIm - nearTurnIm, cos[at + 3], sin[at + 3], ref outRe[to + 4 * stride], ref outIm[to + 4 * stride]);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(Lane re, Lane im, float cos, float sin, ref Lane outRe, ref Lane outIm)
    {
        var (cosines, sines) = (new Lane(cos), new Lane(sin));
        outRe = re * cosines - im * sines;
        outIm = re * sines + im * cosines;
    }

    /// <summary>For each step of a stage the turns of its second and later outputs.</summary>
    private static float[] CreateTwiddles(int stage, Func<double, double> function)
    {
        var groups = Factors[..stage].Aggregate(1, (product, factor) => product * factor);
        var (factor, length) = (Factors[stage], Half / (groups * Factors[stage]));
        var twiddles = new float[length * (factor - 1)];
        for (var step = 0; step < length; step++)
            for (var output = 1; output < factor; output++)
                twiddles[step * (factor - 1) + output - 1] = (float)function(2 * Math.PI * groups * output * step / Half);
        return twiddles;
    }
}
