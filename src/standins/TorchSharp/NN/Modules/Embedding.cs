using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Rows of a table by number: […] to […, D].</summary>
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        private readonly long _paddingIndex;

        [ComponentName(Name = nameof(weight))]
        private Parameter? _weight;

        internal Embedding(Parameter weight, long? padding_idx) : base(nameof(Embedding))
        {
            this.weight = weight;
            _paddingIndex = padding_idx ?? -1;
        }

        public Parameter? weight
        {
            get => _weight;
            set => SetParameter(nameof(weight), ref _weight, value);
        }

        public override Tensor forward(Tensor input) => nn.functional.Embed(input, _weight!, _paddingIndex);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A table of standard normal numbers, the row of <paramref name="padding_idx"/> zero.</summary>
            public static Modules.Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, Device? device = null, ScalarType? dtype = null)
            {
                var weight = new Modules.Parameter(empty(num_embeddings, embedding_dims, dtype, device));
                init.normal_(weight);
                if (padding_idx is { } row)
                {
                    using (no_grad())
                    using (var zeroed = weight.select(0, row)) zeroed.zero_();
                }
                return new(weight, padding_idx);
            }

            public static Modules.Embedding Embedding_from_pretrained(Tensor embeddings, bool freeze = true, long? padding_idx = null) =>
                new(new Modules.Parameter(embeddings.alias(), !freeze), padding_idx);
        }
    }
}
