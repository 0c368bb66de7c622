using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => Put([i1], value);
        }

        public Tensor this[long i1, long i2]
        {
            get => At([i1, i2]);
            set => Put([i1, i2], value);
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => At([i1, i2, i3]);
            set => Put([i1, i2, i3], value);
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => At([i1, i2, i3, i4]);
            set => Put([i1, i2, i3, i4], value);
        }

        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => At([i1, i2, i3, i4, i5]);
            set => Put([i1, i2, i3, i4, i5], value);
        }

        public Tensor this[params long[] indices]
        {
            get => At(indices);
            set => Put(indices, value);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            Span<NativeIndex> places = indices.Length <= 8 ? stackalloc NativeIndex[indices.Length] : new NativeIndex[indices.Length];
            Encode(indices, places);
            var status = NativeMethods.dav_index_get(NativeHandle, places, places.Length, out var result);
            GC.KeepAlive(indices);
            return Result(status, result, this);
        }

        public Tensor index(params Tensor[] indices) => index(Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            Span<NativeIndex> places = indices.Length <= 8 ? stackalloc NativeIndex[indices.Length] : new NativeIndex[indices.Length];
            Encode(indices, places);
            var status = NativeMethods.dav_index_put_(NativeHandle, places, places.Length, value.NativeHandle);
            GC.KeepAlive(indices);
            return InPlace(status, value);
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));

        /// <summary>Writes, or adds when <paramref name="accumulate"/> is set, at the places that the index tensors name.</summary>
        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false)
        {
            if (!accumulate) return index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));
            var status = NativeMethods.dav_index_accumulate_(NativeHandle, Addresses(indices), indices.Length, value.NativeHandle);
            GC.KeepAlive(indices);
            return InPlace(status, value);
        }

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            Span<NativeIndex> places = indices.Length <= 8 ? stackalloc NativeIndex[indices.Length] : new NativeIndex[indices.Length];
            Encode(indices, places);
            var status = NativeMethods.dav_index_put_scalar_(NativeHandle, places, places.Length, in value.Value);
            GC.KeepAlive(indices);
            return InPlace(status);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));

        private Tensor At(ReadOnlySpan<long> indices)
        {
            Span<NativeIndex> places = stackalloc NativeIndex[indices.Length];
            for (var i = 0; i < indices.Length; i++) places[i] = new NativeIndex { Kind = NativeIndex.Single, Start = indices[i] };
            return Result(NativeMethods.dav_index_get(NativeHandle, places, places.Length, out var result), result, this, operation: "index");
        }

        private void Put(ReadOnlySpan<long> indices, Tensor value)
        {
            Span<NativeIndex> places = stackalloc NativeIndex[indices.Length];
            for (var i = 0; i < indices.Length; i++) places[i] = new NativeIndex { Kind = NativeIndex.Single, Start = indices[i] };
            InPlace(NativeMethods.dav_index_put_(NativeHandle, places, places.Length, value.NativeHandle), value, operation: "index_put_");
        }

        private static void Encode(ReadOnlySpan<TensorIndex> indices, Span<NativeIndex> places)
        {
            for (var i = 0; i < indices.Length; i++) places[i] = indices[i].Encode();
        }

        /// <summary>The native addresses of a list: the caller keeps the list alive until its call returns.</summary>
        internal static nint[] Addresses(ReadOnlySpan<Tensor> tensors)
        {
            var result = new nint[tensors.Length];
            for (var i = 0; i < result.Length; i++) result[i] = tensors[i].Handle;
            return result;
        }

        public Tensor index_select(long dim, Tensor index) =>
            Result(NativeMethods.dav_index_select(NativeHandle, dim, index.NativeHandle, out var result), result, this, index);

        public Tensor gather(long dim, Tensor index) => Result(NativeMethods.dav_gather(NativeHandle, dim, index.NativeHandle, out var result), result, this, index);

        public unsafe Tensor take_along_dim(Tensor indices) =>
            Result(NativeMethods.dav_take_along_dim(NativeHandle, indices.NativeHandle, null, out var result), result, this, indices);

        public unsafe Tensor take_along_dim(Tensor indices, long dim) =>
            Result(NativeMethods.dav_take_along_dim(NativeHandle, indices.NativeHandle, &dim, out var result), result, this, indices);

        public Tensor scatter(long dim, Tensor index, Tensor src) => Scattered(ScatterOp.scatter, dim, index, src, default);

        public Tensor scatter_(long dim, Tensor index, Tensor src) => ScatteredInPlace(ScatterOp.scatter, dim, index, src, default);

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Scattered(ScatterOp.scatter_add, dim, index, src, default);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => ScatteredInPlace(ScatterOp.scatter_add, dim, index, src, default);

        public Tensor index_copy(long dim, Tensor index, Tensor source) => Scattered(ScatterOp.index_copy, dim, index, source, default);

        public Tensor index_copy_(long dim, Tensor index, Tensor source) => ScatteredInPlace(ScatterOp.index_copy, dim, index, source, default);

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Scattered(ScatterOp.index_add, dim, index, source, alpha.Value);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => ScatteredInPlace(ScatterOp.index_add, dim, index, source, alpha.Value);

        public Tensor index_fill(long dim, Tensor index, Scalar value) =>
            Result(NativeMethods.dav_index_fill(NativeHandle, dim, index.NativeHandle, in value.Value, out var result), result, this, index);

        private Tensor Scattered(ScatterOp op, long dim, Tensor index, Tensor source, NativeScalar alpha)
        {
            var status = NativeMethods.dav_scatter((int)op, NativeHandle, dim, index.NativeHandle, source.NativeHandle, in alpha, out var result);
            return Result(status, result, this, index, source, op.ToString());
        }

        private Tensor ScatteredInPlace(ScatterOp op, long dim, Tensor index, Tensor source, NativeScalar alpha)
        {
            var status = NativeMethods.dav_scatter_in_place((int)op, NativeHandle, dim, index.NativeHandle, source.NativeHandle, in alpha);
            return InPlace(status, index, source, $"{op}_");
        }
    }
}
