using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Teaching;

namespace DeepAvFusion.Training.Online;

/// <summary>One window as something to learn from.</summary>
/// <param name="Features">What its labels are scored from.</param>
/// <param name="Targets">One a label: 1 sounds, 0 does not, NaN what the model as it came says.</param>
/// <param name="Weight">How much it counts.</param>
/// <param name="Region">Where labels that sound are seen; null where nobody said.</param>
internal sealed record Lesson(WindowFeatures Features, float[] Targets, float Weight, PictureBox? Region);
