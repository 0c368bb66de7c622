using System.IO.Hashing;
using System.Text;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden;

/// <summary>Numbers of a name and an index, so that cases need no weight files.</summary>
/// <remarks>
/// <c>s(name, i) = sin(0.37 j + phase)</c> with <c>j = (i*i + 3*i) mod 65521</c> and
/// <c>phase = (crc32(name) mod 1000) / 1000 * 2 pi</c>, in double precision, then rounded to float32.
/// </remarks>
internal static class GoldenFormula
{
    private const int Modulus = 65521;

    /// <summary>Fills every parameter and buffer of a network; position tables stay.</summary>
    /// <param name="module">The network</param>
    /// <param name="prefix">What its keys start with in the complete model</param>
    public static void Fill(nn.Module module, string prefix = "")
    {
        using var frozen = no_grad();
        foreach (var (key, target) in module.state_dict())
        {
            if (key.EndsWith("pos_embed", StringComparison.Ordinal)) continue;
            using var values = tensor(Values(prefix + key, target.shape), target.shape);
            target.copy_(values);
        }
    }

    /// <summary>The values of an entry of a complete model.</summary>
    public static float[] Values(string key, IReadOnlyList<long> shape)
    {
        var count = shape.Aggregate(1L, (product, side) => product * side);
        var rule = Rule(key, shape, count);
        return Map(key, count, rule);
    }

    /// <summary>[shape] of <c>offset + scale * s(name, i)</c>, as inputs are made.</summary>
    public static Tensor Input(string name, long[] shape, double offset, double scale) =>
        tensor(Map(name, shape.Aggregate(1L, (product, side) => product * side), s => offset + scale * s), shape);

    /// <summary>The scrambled index j of every i below <paramref name="count"/>.</summary>
    public static IEnumerable<int> Indices(long count)
    {
        var j = 0;
        for (long i = 0; i < count; i++)
        {
            yield return j;
            j = (int)((j + 2 * i + 4) % Modulus);
        }
    }

    private static float[] Map(string name, long count, Func<double, double> rule)
    {
        var phase = Crc32.HashToUInt32(Encoding.UTF8.GetBytes(name)) % 1000 / 1000.0 * 2 * Math.PI;
        var values = new float[count];
        if (count < Modulus)
        {
            var index = 0;
            foreach (var j in Indices(count)) values[index++] = (float)rule(Math.Sin(0.37 * j + phase));
            return values;
        }

        var table = new float[Modulus];
        for (var j = 0; j < Modulus; j++) table[j] = (float)rule(Math.Sin(0.37 * j + phase));
        var at = 0;
        var step = 4;                                          // 2i + 4, modulo 65521
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = table[at];
            at += step;
            if (at >= Modulus) at -= Modulus;
            step += 2;
            if (step >= Modulus) step -= Modulus;
        }

        return values;
    }

    private static Func<double, double> Rule(string key, IReadOnlyList<long> shape, long count)
    {
        if (Ends("num_batches_tracked")) return _ => 0;
        if (Ends("running_mean")) return s => 0.05 * s;
        if (Ends("running_var")) return s => 1 + 0.2 * s * s;
        if (Ends("fusion_tokens") || Ends("mask_token")) return s => 0.03 * s;
        if (shape.Count == 1 && Ends(".weight")) return s => 1 + 0.1 * s;
        if (shape.Count == 1) return s => 0.05 * s;
        var gain = shape.Count == 4 && !key.Contains("patch_embed", StringComparison.Ordinal) ? 2.0 : 1.5;
        var factor = gain / Math.Sqrt(count / shape[0]);
        return s => factor * s;

        bool Ends(string suffix) => key.EndsWith(suffix, StringComparison.Ordinal);
    }
}
