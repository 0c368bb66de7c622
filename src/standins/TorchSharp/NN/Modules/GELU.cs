using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>x times the normal distribution function of x.</summary>
    public sealed class GELU : ParameterLessModule<Tensor, Tensor>
    {
        /// <summary>The exact function, or the approximation by tanh.</summary>
        public enum Approximate
        {
            none,
            tanh,
        }

        internal GELU(bool inplace, GELU.Approximate approximate) : base(nameof(GELU)) => (this.inplace, this.approximate) = (inplace, approximate);

        public bool inplace { get; set; }

        public GELU.Approximate approximate { get; set; }

        public override Tensor forward(Tensor tensor) => nn.functional.gelu(tensor, approximate, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.GELU GELU() => new(false, Modules.GELU.Approximate.none);

            public static Modules.GELU GELU(bool inplace) => new(inplace, Modules.GELU.Approximate.none);

            public static Modules.GELU GELU(Modules.GELU.Approximate approximate, bool inplace = false) => new(inplace, approximate);
        }
    }
}
