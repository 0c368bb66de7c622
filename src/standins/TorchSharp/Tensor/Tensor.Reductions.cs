using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Reduced(ReduceOp.sum, [], false, type);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Reduced(ReduceOp.sum, dim, keepdim, type);

        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => Reduced(ReduceOp.sum, dim, keepdim, type);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Reduced(ReduceOp.sum, [dim], keepdim, type);

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => Reduced(ReduceOp.sum, [dim0, dim1], keepdim, type);

        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) =>
            Reduced(ReduceOp.sum, [dim0, dim1, dim2], keepdim, type);

        public Tensor mean() => Unary(UnaryOp.mean);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Reduced(ReduceOp.mean, dimensions, keepdim, type);

        public Tensor prod(ScalarType? type = null) => Reduced(ReduceOp.prod, [], false, type);

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Reduced(ReduceOp.prod, [dim], keepdim, type);

        public Tensor nansum() => Unary(UnaryOp.nansum);

        public Tensor nanmean(int? dim = null, bool keepdim = false, ScalarType? dtype = null) =>
            Reduced(ReduceOp.nanmean, dim is { } d ? [d] : [], keepdim, dtype);

        public Tensor count_nonzero(long[]? dims = null) => Reduced(ReduceOp.count_nonzero, dims ?? []);

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => Out(Reduced(ReduceOp.amax, dims, keepdim), @out);

        public Tensor amax(params long[] dims) => Reduced(ReduceOp.amax, dims);

        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => Out(Reduced(ReduceOp.amax, dims, keepdim), @out);

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => Out(Reduced(ReduceOp.amin, dims, keepdim), @out);

        public Tensor amin(params long[] dims) => Reduced(ReduceOp.amin, dims);

        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => Out(Reduced(ReduceOp.amin, dims, keepdim), @out);

        private static Tensor Out(Tensor result, Tensor? target)
        {
            if (target is null) return result;
            using (result) return target.copy_(result);
        }

        public Tensor all() => Unary(UnaryOp.all);

        public Tensor all(long dim, bool keepdim = false) => Reduced(ReduceOp.all, [dim], keepdim);

        public Tensor any() => Unary(UnaryOp.any);

        public Tensor any(long dim, bool keepdim = false) => Reduced(ReduceOp.any, [dim], keepdim);

        public Tensor argmax() => Unary(UnaryOp.argmax);

        public Tensor argmax(long dim, bool keepdim = false) => Reduced(ReduceOp.argmax, [dim], keepdim);

        public Tensor argmin() => Unary(UnaryOp.argmin);

        public Tensor argmin(long dim, bool keepdim = false) => Reduced(ReduceOp.argmin, [dim], keepdim);

        public Tensor logsumexp(long dim, bool keepdim = false) => Reduced(ReduceOp.logsumexp, [dim], keepdim);

        public Tensor max() => Unary(UnaryOp.max);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Pair(PairOp.max, dim, keepdim);

        public Tensor min() => Unary(UnaryOp.min);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Pair(PairOp.min, dim, keepdim);

        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) =>
            dim is { } d ? (Reduced(ReduceOp.amin, [d], keepdim), Reduced(ReduceOp.amax, [d], keepdim)) : (min(), max());

        public Tensor median() => Unary(UnaryOp.median);

        public (Tensor values, Tensor indexes) cummax(long dim) => Pair(PairOp.cummax, dim, false);

        public (Tensor values, Tensor indexes) cummin(long dim) => Pair(PairOp.cummin, dim, false);

        public (Tensor values, Tensor indices) mode(long dim = -1L, bool keepdim = false) => Pair(PairOp.mode, dim, keepdim);

        private (Tensor, Tensor) Pair(PairOp op, long dim, bool keepdim)
        {
            var status = NativeMethods.dav_reduce_pair((int)op, NativeHandle, dim, keepdim ? 1 : 0, out var values, out var indices);
            Check(status, this, operation: op.ToString());
            return (new Tensor(values), new Tensor(indices));
        }

        public Tensor std(bool unbiased = true) => Spread(1, [], unbiased, false, null);

        public Tensor var(bool unbiased = true) => Spread(0, [], unbiased, false, null);

        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Spread(1, dimensions, unbiased, keepdim, type);

        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Spread(0, dimensions, unbiased, keepdim, type);

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Spread(1, dimensions, unbiased, keepdim, type);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Spread(0, dimensions, unbiased, keepdim, type);

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Spread(1, [dim], unbiased, keepdim, type);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Spread(0, [dim], unbiased, keepdim, type);

        public (Tensor std, Tensor mean) std_mean(bool unbiased = true) => (std(unbiased), mean());

        public (Tensor @var, Tensor mean) var_mean(bool unbiased = true) => (var(unbiased), mean());

        private Tensor Spread(int what, ReadOnlySpan<long> dims, bool unbiased, bool keepdim, ScalarType? type)
        {
            if (type is { } t && t != dtype)
            {
                using var converted = to_type(t);
                return converted.Spread(what, dims, unbiased, keepdim, null);
            }
            var status = NativeMethods.dav_spread(what, NativeHandle, dims, dims.Length, unbiased ? 1 : 0, keepdim ? 1 : 0, out var result);
            return Result(status, result, this, operation: what == 0 ? "var" : "std");
        }

        /// <summary>The p-norm of all elements.</summary>
        public Tensor norm(float p = 2.0f) => Result(NativeMethods.dav_norm(NativeHandle, p, [], 0, 0, out var result), result, this);

        /// <summary>The p-norm over one dimension.</summary>
        public Tensor norm(int dim, bool keepdim = false, float p = 2.0f) =>
            Result(NativeMethods.dav_norm(NativeHandle, p, [dim], 1, keepdim ? 1 : 0, out var result), result, this);

        public Tensor cumsum(long dim, ScalarType? type = null) => Result(NativeMethods.dav_cumsum(NativeHandle, dim, Code(type), out var result), result, this);

        public Tensor cumprod(long dim, ScalarType? type = null) => Result(NativeMethods.dav_cumprod(NativeHandle, dim, Code(type), out var result), result, this);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false)
        {
            Check(NativeMethods.dav_sort(NativeHandle, dim, descending ? 1 : 0, stable ? 1 : 0, out var values, out var indices), this);
            return (new Tensor(values), new Tensor(indices));
        }

        public Tensor argsort(long dim = -1, bool descending = false) =>
            Result(NativeMethods.dav_argsort(NativeHandle, dim, descending ? 1 : 0, out var result), result, this);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true)
        {
            Check(NativeMethods.dav_topk(NativeHandle, k, dim, largest ? 1 : 0, sorted ? 1 : 0, out var values, out var indices), this);
            return (new Tensor(values), new Tensor(indices));
        }

        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false)
        {
            Check(NativeMethods.dav_kthvalue(NativeHandle, k, dim ?? -1, keepdim ? 1 : 0, out var values, out var indices), this);
            return (new Tensor(values), new Tensor(indices));
        }

        /// <summary>The distinct elements (or slices along <paramref name="dim"/>); where each came from; how often each occurs.</summary>
        public unsafe (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(
            bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null)
        {
            long d = dim ?? 0;
            nint inverse = 0, counts = 0;
            var status = NativeMethods.dav_unique(NativeHandle, dim is null ? null : &d, sorted ? 1 : 0, out var values,
                return_inverse ? &inverse : null, return_counts ? &counts : null);
            Check(status, this);
            return (new Tensor(values), return_inverse ? new Tensor(inverse) : null, return_counts ? new Tensor(counts) : null);
        }

        public Tensor bincount(Tensor? weights, long minlength = 0) =>
            Result(NativeMethods.dav_bincount(NativeHandle, weights?.NativeHandle ?? TensorHandle.None, minlength, out var result), result, this, weights);

        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Result(NativeMethods.dav_histc(NativeHandle, bins, min, max, out var result), result, this);

        public unsafe Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) =>
            Result(NativeMethods.dav_quantile(NativeHandle, q.NativeHandle, &dim, keepdim ? 1 : 0, out var result), result, this, q);

        public Tensor nonzero() => Unary(UnaryOp.nonzero);

        public Tensor trace() => Unary(UnaryOp.trace);
    }
}
