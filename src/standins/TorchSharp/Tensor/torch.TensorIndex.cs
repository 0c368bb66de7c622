using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>One place of an index expression: a number, a slice, an ellipsis, a new axis, a tensor of indices or a mask.</summary>
    public struct TensorIndex
    {
        private int _kind;
        private long _start;
        private long _stop;
        private long _step;
        private Tensor? _tensor;

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new()
        {
            _kind = NativeIndex.Slice,
            _start = start ?? NativeIndex.Missing,
            _stop = stop ?? NativeIndex.Missing,
            _step = step ?? NativeIndex.Missing,
        };

        public static TensorIndex Slice((int? start, int? end) range) => Slice((long?)range.start, (long?)range.end);

        public static TensorIndex Slice(Range range)
        {
            long start = range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value;
            long? stop = !range.End.IsFromEnd ? range.End.Value : range.End.Value == 0 ? null : -range.End.Value;
            return Slice(start, stop);
        }

        public static TensorIndex Bool(bool value) => new() { _kind = NativeIndex.Bool, _start = value ? 1 : 0 };

        public static TensorIndex Single(long? index) => new() { _kind = NativeIndex.Single, _start = index ?? 0 };

        public static TensorIndex Tensor(Tensor tensor) => new() { _kind = NativeIndex.Tensor, _tensor = tensor };

        public static TensorIndex Ellipsis = new() { _kind = NativeIndex.Ellipsis };

        public static TensorIndex None = new() { _kind = NativeIndex.NewAxis };

        public static TensorIndex Null = new() { _kind = NativeIndex.NewAxis };

        public static TensorIndex Colon = Slice();

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        /// <summary>Lets the compiler prefer an index over a tensor for a number in brackets; it is never run.</summary>
        public static implicit operator Tensor(TensorIndex value) => throw new InvalidOperationException("An index is no tensor.");

        internal readonly NativeIndex Encode() => new()
        {
            Kind = _kind,
            Start = _start,
            Stop = _stop,
            Step = _step,
            TensorAddress = _tensor is null ? 0 : _tensor.Handle,
        };
    }
}
