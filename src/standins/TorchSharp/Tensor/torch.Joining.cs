using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor matmul(Tensor input, Tensor target) => input.matmul(target);

    public static Tensor mm(Tensor input, Tensor target) => input.mm(target);

    public static Tensor bmm(Tensor input, Tensor batch2) => input.bmm(batch2);

    public static Tensor mv(Tensor input, Tensor target) => input.mv(target);

    public static Tensor dot(Tensor input, Tensor other) => input.dot(other);

    public static Tensor vdot(Tensor input, Tensor target) => input.vdot(target);

    public static Tensor outer(Tensor input, Tensor vec2) => input.outer(vec2);

    public static Tensor addmm(Tensor input, Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => input.addmm(mat1, mat2, beta, alpha);

    public static Tensor baddbmm(Tensor input, Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => input.baddbmm(batch1, batch2, beta, alpha);

    /// <summary>Sums of products over indices named in an equation such as "bhid,bhjd->bhij".</summary>
    public static Tensor einsum(string equation, params Tensor[] tensors)
    {
        var status = NativeMethods.dav_einsum(equation, Tensor.Addresses(tensors), tensors.Length, out var result);
        GC.KeepAlive(tensors);
        if (status != NativeStatus.Ok) Failure.Throw(status, $"einsum '{equation}'", tensors);
        return new Tensor(result);
    }

    public static Tensor tensordot(Tensor a, Tensor b, long[] dims1, long[] dims2) => a.tensordot(b, dims1, dims2);

    private static Tensor Joined(JoinOp op, ReadOnlySpan<Tensor> tensors, long dim)
    {
        Span<nint> addresses = tensors.Length <= 16 ? stackalloc nint[tensors.Length] : new nint[tensors.Length];
        for (var i = 0; i < tensors.Length; i++) addresses[i] = tensors[i].Handle;
        var status = NativeMethods.dav_join((int)op, addresses, addresses.Length, dim, out var result);
        if (status != NativeStatus.Ok) Failure.Throw(status, op.ToString(), tensors.ToArray());
        foreach (var tensor in tensors) GC.KeepAlive(tensor);
        return new Tensor(result);
    }

    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Joined(JoinOp.cat, tensors as Tensor[] ?? tensors.ToArray(), dim);

    public static Tensor cat(Tensor[] tensors, long dim = 0) => Joined(JoinOp.cat, tensors, dim);

    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Joined(JoinOp.cat, tensors, dim);

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => Joined(JoinOp.cat, tensors as Tensor[] ?? tensors.ToArray(), dim);

    public static Tensor concat(Tensor[] tensors, long dim = 0) => Joined(JoinOp.cat, tensors, dim);

    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Joined(JoinOp.cat, tensors, dim);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Joined(JoinOp.stack, tensors as Tensor[] ?? tensors.ToArray(), dim);

    public static Tensor hstack(IList<Tensor> tensors) => Joined(JoinOp.hstack, tensors.ToArray(), 0);

    public static Tensor hstack(params Tensor[] tensors) => Joined(JoinOp.hstack, tensors, 0);

    public static Tensor vstack(IList<Tensor> tensors) => Joined(JoinOp.vstack, tensors.ToArray(), 0);

    public static Tensor vstack(params Tensor[] tensors) => Joined(JoinOp.vstack, tensors, 0);

    public static Tensor dstack(IList<Tensor> tensors) => Joined(JoinOp.dstack, tensors.ToArray(), 0);

    public static Tensor dstack(params Tensor[] tensors) => Joined(JoinOp.dstack, tensors, 0);

    public static Tensor block_diag(params Tensor[] tensors) => Joined(JoinOp.block_diag, tensors, 0);

    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij")
    {
        var axes = tensors.ToArray();
        Span<nint> grids = new nint[axes.Length];
        var status = NativeMethods.dav_meshgrid(Tensor.Addresses(axes), axes.Length, indexing == "xy" ? 1 : 0, grids, grids.Length, out var count);
        GC.KeepAlive(axes);
        if (status != NativeStatus.Ok) Failure.Throw(status, "meshgrid", axes);
        return Tensor.Wrap(grids[..count]);
    }

    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors)
    {
        Span<nint> results = new nint[tensors.Length];
        var status = NativeMethods.dav_broadcast_tensors(Tensor.Addresses(tensors), tensors.Length, results, results.Length, out var count);
        GC.KeepAlive(tensors);
        if (status != NativeStatus.Ok) Failure.Throw(status, "broadcast_tensors", tensors);
        return Tensor.Wrap(results[..count]);
    }
}
