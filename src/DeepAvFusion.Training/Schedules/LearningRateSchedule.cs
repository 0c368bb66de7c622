using DeepAvFusion.Model.Optimizers;

namespace DeepAvFusion.Training.Schedules;

/// <summary>Learning rates over training: up on a line, down along half a cosine; pre-trained parts may start later.</summary>
/// <param name="Rate">Highest learning rate.</param>
/// <param name="Epochs">Length of training.</param>
/// <param name="WarmupEpochs">Epochs from 0 to the highest rate.</param>
/// <param name="Pretrained">Extra factor of groups that start pre-trained; null leaves them alike.</param>
/// <param name="Least">What the cosine ends at; as published 0.</param>
public sealed record LearningRateSchedule(double Rate, double Epochs, double WarmupEpochs, PretrainedRamp? Pretrained = null, double Least = 0)
{
    /// <summary>The rate that belongs to a batch: <paramref name="blr"/> is for 256 samples a step.</summary>
    /// <param name="samplesPerStep">Batch size, times accumulated batches, times processes.</param>
    public static double Scaled(double blr, int samplesPerStep) => blr * samplesPerStep / 256;

    /// <summary>The rate of a plain group.</summary>
    /// <param name="epoch">Finished epochs, with the share of the current one.</param>
    public double At(double epoch) => epoch < WarmupEpochs
        ? Rate * epoch / WarmupEpochs
        : Least + (Rate - Least) * 0.5 * (1 + Math.Cos(Math.PI * (epoch - WarmupEpochs) / (Epochs - WarmupEpochs)));

    /// <summary>The rate of a group.</summary>
    public double At(double epoch, ParameterGroup group) => At(epoch, group.LearningRateScale, group.Pretrained);

    /// <param name="scale">Factor of the group.</param>
    /// <param name="pretrained">Whether it starts pre-trained.</param>
    public double At(double epoch, double scale, bool pretrained) =>
        At(epoch) * scale * (pretrained && Pretrained is { } ramp ? ramp.At(epoch) : 1);
}
