using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What Adam and AdamW remember about a parameter.</summary>
internal interface IAdamState
{
    Parameter Parameter { get; }

    Tensor Average { get; }

    Tensor Square { get; }

    /// <summary>The running maxima of AMSGrad, or null.</summary>
    Tensor? Largest { get; }

    long Steps { get; set; }
}
