namespace DeepAvFusion.Training.Numerics;

/// <summary>Number format that a network's products and convolutions run in while it is trained.</summary>
public enum TrainingPrecision
{
    /// <summary>32 bits throughout.</summary>
    Float32,

    /// <summary>Mixed precision: products and convolutions in bfloat16, weights and sums in float32.</summary>
    BFloat16,

    /// <summary>The same in float16, on a GPU; the loss is scaled, so that small gradients do not vanish.</summary>
    Float16,
}
