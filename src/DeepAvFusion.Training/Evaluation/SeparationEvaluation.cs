using DeepAvFusion.Core;
using DeepAvFusion.Model.Features;
using DeepAvFusion.Model.Heads.Separation;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Metrics.Separation;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Evaluation;

/// <summary>Judges a separation model by mixtures of two sources: each is taken out by its own picture, and compared with what it truly was.</summary>
public sealed class SeparationEvaluation(SeparationModel model, Device device)
{
    private const int Sources = 2;

    /// <summary>Pairs that the last run left out because a source or an estimate was all but silent.</summary>
    public int Quiet { get; private set; }

    /// <param name="data">Samples with a pair.</param>
    /// <returns>
    /// In dB, means over sources and pairs: sdr, sir, sar of the model; sdr_gain over the mixture; sdr_mixture and sir_mixture of the untouched mixture (which has
    /// no artefacts, hence no sar worth telling); sdr_oracle, sir_oracle and sar_oracle of the ideal ratio mask, sdr_oracle_binary of the ideal binary one.
    /// </returns>
    /// <exception cref="UserErrorException">All pairs are silent or unreadable.</exception>
    public IReadOnlyDictionary<string, double> Run(SampleLoader data, CancellationToken cancellation)
    {
        var (separated, mixed, ideal, binary) = (new List<SeparationScores>(), new List<SeparationScores>(), new List<SeparationScores>(), new List<SeparationScores>());
        Quiet = 0;
        foreach (var batch in data.Read(0, 0, cancellation))
        {
            foreach (var (pair, estimates) in batch.Samples.Select(sample => sample.Pair!).Zip(Separate(batch)))
            {
                cancellation.ThrowIfCancellationRequested();
                float[][] sounds = [.. pair.Sources.Select(source => source.Sound)];
                if (!BssReferences.CanJudge([.. sounds, .. estimates]))
                {
                    Quiet++;
                    continue;
                }

                var truth = new BssReferences(sounds);
                separated.AddRange(truth.Compare(estimates));
                mixed.AddRange(truth.Compare(SeparationBaselines.Mixture(pair.Mixture, Sources)));
                ideal.AddRange(truth.Compare(SeparationBaselines.IdealRatio(pair.Mixture, sounds)));
                binary.AddRange(truth.Compare(SeparationBaselines.IdealBinary(pair.Mixture, sounds)));
            }
        }

        if (separated.Count == 0) throw new UserErrorException($"No pair can be judged: in all {Quiet} that were read, a source or its estimate is silent.");
        return Measures(SeparationScores.Mean(separated), SeparationScores.Mean(mixed), SeparationScores.Mean(ideal), SeparationScores.Mean(binary));
    }

    /// <summary>The estimates of both sources of every pair, by masks that do not know of each other, as published.</summary>
    /// <returns>[pairs][sources][samples]</returns>
    public float[][][] Separate(AvBatch batch)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        model.eval();
        var config = model.Encoder.Config;
        var images = batch.Stack(sample => sample.Pair is { } pair ? [.. pair.First.Image, .. pair.Second.Image] : null, device, Sources, 3, config.Image.Input.Height, config.Image.Input.Width);
        var mixtures = Recipes.Inputs.Audio(batch, config, device).unsqueeze(1).expand(-1, Sources, -1, -1, -1);
        var masks = model.forward(image: images.flatten(0, 1), mixture: mixtures.flatten(0, 1)).sigmoid().ToNumbers();
        var size = masks.Length / batch.Count;
        return [.. batch.Samples.Select((sample, i) =>
        {
            var mixture = sample.Pair!.Mixture;
            var waveforms = new float[Sources * mixture.Length];
            SpectrogramMasking.Separate(mixture, masks.AsSpan(i * size, size), config.Audio.Input.Height, waveforms);
            return waveforms.Chunk(mixture.Length).ToArray();
        })];
    }

    private static Dictionary<string, double> Measures(SeparationScores separated, SeparationScores mixture, SeparationScores ideal, SeparationScores binary) => new()
    {
        ["sdr"] = separated.Sdr, ["sir"] = separated.Sir, ["sar"] = separated.Sar, ["sdr_gain"] = separated.Sdr - mixture.Sdr,
        ["sdr_mixture"] = mixture.Sdr, ["sir_mixture"] = mixture.Sir,
        ["sdr_oracle"] = ideal.Sdr, ["sir_oracle"] = ideal.Sir, ["sar_oracle"] = ideal.Sar, ["sdr_oracle_binary"] = binary.Sdr,
    };
}
