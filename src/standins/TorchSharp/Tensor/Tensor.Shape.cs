using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Another alias of the same memory, with its own lifetime.</summary>
        public Tensor alias() => Unary(UnaryOp.alias);

        public Tensor clone() => Unary(UnaryOp.clone);

        public Tensor contiguous() => Unary(UnaryOp.contiguous);

        public Tensor detach() => Unary(UnaryOp.detach);

        public Tensor ravel() => Unary(UnaryOp.ravel);

        public Tensor real => Unary(UnaryOp.real);

        public Tensor imag => Unary(UnaryOp.imag);

        public Tensor t() => Unary(UnaryOp.t);

        public Tensor T => Dimensions == 2 ? t() : permute(Enumerable.Range(0, (int)Dimensions).Reverse().Select(i => (long)i));

        public Tensor mT => Unary(UnaryOp.mT);

        public Tensor mH => Unary(UnaryOp.mH);

        public Tensor H => Unary(UnaryOp.mH);

        public Tensor adjoint() => Unary(UnaryOp.adjoint);

        public Tensor view_as_complex() => Unary(UnaryOp.view_as_complex);

        public Tensor view_as_real() => Unary(UnaryOp.view_as_real);

        public Tensor fliplr() => Unary(UnaryOp.fliplr);

        public Tensor flipud() => Unary(UnaryOp.flipud);

        public Tensor view(params long[] shape) => Arranged(ArrangeOp.view, shape);

        public Tensor reshape(params long[] shape) => Arranged(ArrangeOp.reshape, shape);

        public Tensor permute(params long[] permutation) => Arranged(ArrangeOp.permute, permutation);

        public Tensor permute(IEnumerable<long> permutation) => Arranged(ArrangeOp.permute, permutation.ToArray());

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Arranged(ArrangeOp.expand, sizes);

        public Tensor expand(Size sizes, bool isImplicit = false) => Arranged(ArrangeOp.expand, sizes.Shape);

        public Tensor expand(long[] sizes, bool isImplicit = false) => Arranged(ArrangeOp.expand, sizes);

        public Tensor expand(params long[] sizes) => Arranged(ArrangeOp.expand, sizes);

        public Tensor repeat(params long[] sizes) => Arranged(ArrangeOp.repeat, sizes);

        public Tensor tile(long[] reps) => Arranged(ArrangeOp.tile, reps);

        public Tensor flip(params long[] dims) => Arranged(ArrangeOp.flip, dims);

        public Tensor broadcast_to(params long[] shape) => Arranged(ArrangeOp.broadcast_to, shape);

        public Tensor unsqueeze(long dim) => Dimensioned(DimsOp.unsqueeze, dim);

        public Tensor unsqueeze_(long dim) => DimensionedInPlace(0, dim);

        public Tensor squeeze(long? dim = null) =>
            dim is { } d ? Dimensioned(DimsOp.squeeze, d) : Result(NativeMethods.dav_squeeze_all(NativeHandle, out var result), result, this);

        public Tensor squeeze_(long? dim = null)
        {
            if (dim is { } d) return DimensionedInPlace(1, d);
            for (var i = (int)Dimensions - 1; i >= 0; i--) DimensionedInPlace(1, i);
            return this;
        }

        public Tensor transpose(long dim0, long dim1) => Dimensioned(DimsOp.transpose, dim0, dim1);

        public Tensor transpose_(long dim0, long dim1) => DimensionedInPlace(2, dim0, dim1);

        public Tensor swapdims(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor select(long dim, long index) => Dimensioned(DimsOp.select, dim, index);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Dimensioned(DimsOp.flatten, start_dim, end_dim);

        public Tensor tril(long diagonal = 0) => Dimensioned(DimsOp.tril, diagonal);

        public Tensor triu(long diagonal = 0) => Dimensioned(DimsOp.triu, diagonal);

        public Tensor tril_(long diagonal = 0) => DimensionedInPlace(3, diagonal);

        public Tensor triu_(long diagonal = 0) => DimensionedInPlace(4, diagonal);

        public Tensor diag(long diagonal = 0) => Dimensioned(DimsOp.diag, diagonal);

        public Tensor narrow(long dim, long start, long length) => Dimensioned(DimsOp.narrow, dim, start, length);

        public Tensor diagonal(long offset = 0L, long dim1 = 0L, long dim2 = 1L) => Dimensioned(DimsOp.diagonal, offset, dim1, dim2);

        public Tensor diag_embed(long offset = 0L, long dim1 = -2L, long dim2 = -1L) => Dimensioned(DimsOp.diag_embed, offset, dim1, dim2);

        /// <summary>Windows of <paramref name="size"/> every <paramref name="step"/> along a dimension, as a new last dimension.</summary>
        public Tensor unfold(long dimension, long size, long step) => Dimensioned(DimsOp.unfold, dimension, size, step);

        public Tensor rot90(long k = 1, (long, long)? dims = null) => Dimensioned(DimsOp.rot90, k, dims?.Item1 ?? 0, dims?.Item2 ?? 1);

        private Tensor DimensionedInPlace(int what, long x, long y = 0) =>
            InPlace(NativeMethods.dav_dims_in_place(what, NativeHandle, x, y), operation: InPlaceNames[what]);

        private static readonly string[] InPlaceNames = ["unsqueeze_", "squeeze_", "transpose_", "tril_", "triu_"];

        /// <exception cref="ArgumentException">The dimension is negative or not there, or no sizes are given.</exception>
        public Tensor unflatten(long dim, params long[] sizes)
        {
            if (dim < 0 || dim >= ndim) throw new ArgumentException($"Invalid 'dim' argument: {dim}.", nameof(dim));
            if (sizes.Length == 0) throw new ArgumentException("The number of output sizes is zero.", nameof(sizes));
            return Result(NativeMethods.dav_unflatten(NativeHandle, dim, sizes, sizes.Length, out var result), result, this);
        }

        public Tensor unflatten(long dim, Size sizes) => unflatten(dim, sizes.Shape);

        public Tensor slice(long dim, long start, long finish, long step) =>
            Result(NativeMethods.dav_slice(NativeHandle, dim, start, finish, step, out var result), result, this);

        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0L) =>
            size.Length != strides.Length
                ? throw new ArgumentException($"{size.Length} sizes and {strides.Length} strides: there must be as many", nameof(strides))
                : Result(NativeMethods.dav_as_strided(NativeHandle, size, strides, size.Length, storageOffset, out var result), result, this);

        public Tensor movedim(long[] source, long[] destination) =>
            source.Length != destination.Length
                ? throw new ArgumentException($"{source.Length} dimensions to move to {destination.Length} places: there must be as many", nameof(destination))
                : Result(NativeMethods.dav_movedim(NativeHandle, source, destination, source.Length, out var result), result, this);

        public Tensor moveaxis(long[] source, long[] destination) => movedim(source, destination);

        public Tensor roll(long shifts, long? dims = null) => roll((ReadOnlySpan<long>)[shifts], dims is { } d ? [d] : []);

        public Tensor roll((long, long) shifts, (long, long) dims) => roll((ReadOnlySpan<long>)[shifts.Item1, shifts.Item2], [dims.Item1, dims.Item2]);

        public Tensor roll(long[] shifts, long[] dims) => roll((ReadOnlySpan<long>)shifts, dims);

        public Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) =>
            Result(NativeMethods.dav_roll(NativeHandle, shifts, shifts.Length, dims, dims.Length, out var result), result, this);

        public unsafe Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null)
        {
            var d = dim ?? 0;
            var status = NativeMethods.dav_repeat_interleave(NativeHandle, repeats.NativeHandle, 0, dim is null ? null : &d, out var result);
            return Result(status, result, this, repeats);
        }

        public unsafe Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null)
        {
            var d = dim ?? 0;
            var status = NativeMethods.dav_repeat_interleave(NativeHandle, TensorHandle.None, repeats, dim is null ? null : &d, out var result);
            return Result(status, result, this);
        }

        public Tensor[] split(long size, int dim = 0) => Divided(DivideOp.split, size, dim);

        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0)
        {
            Span<nint> parts = new nint[sizes.Length];
            Check(NativeMethods.dav_split_sizes(NativeHandle, sizes, sizes.Length, dim, parts, parts.Length, out var count), this);
            return Wrap(parts[..count]);
        }

        public Tensor[] split(long[] sizes, long dim = 0) => split((ReadOnlySpan<long>)sizes, dim);

        public Tensor[] split(params long[] sizes) => split((ReadOnlySpan<long>)sizes, 0);

        public Tensor[] tensor_split(long size, long dim = 0L) => Divided(DivideOp.tensor_split, size, dim);

        public Tensor[] chunk(long chunks, long dim = 0L) => Divided(DivideOp.chunk, chunks, dim);

        public Tensor[] unbind(long dimension = 0L)
        {
            Span<nint> parts = new nint[size((int)dimension)];
            Check(NativeMethods.dav_unbind(NativeHandle, dimension, parts, parts.Length, out var count), this);
            return Wrap(parts[..count]);
        }

        private Tensor[] Divided(DivideOp op, long size, long dim)
        {
            var length = this.size((int)dim);
            var most = op == DivideOp.split ? (size <= 0 ? 1 : Math.Max(1, (length + size - 1) / size)) : Math.Max(1, size);
            Span<nint> parts = new nint[most];
            Check(NativeMethods.dav_divide((int)op, NativeHandle, size, dim, parts, parts.Length, out var count), this, operation: op.ToString());
            return Wrap(parts[..count]);
        }

        internal static Tensor[] Wrap(ReadOnlySpan<nint> addresses)
        {
            var result = new Tensor[addresses.Length];
            for (var i = 0; i < result.Length; i++) result[i] = new Tensor(addresses[i]);
            return result;
        }
    }
}
