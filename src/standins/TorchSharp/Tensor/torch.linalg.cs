using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Linear algebra over the last two dimensions; those before are batches.</summary>
    public static class linalg
    {
        public static Tensor inv(Tensor input) => Unary(LinalgOp.inv, input);

        public static Tensor cholesky(Tensor input) => Unary(LinalgOp.cholesky, input);

        public static Tensor det(Tensor input) => Unary(LinalgOp.det, input);

        public static Tensor pinv(Tensor input) => Unary(LinalgOp.pinv, input);

        private static Tensor Unary(LinalgOp op, Tensor input)
        {
            Check(NativeMethods.dav_linalg_unary((int)op, input.NativeHandle, out var result), input, operation: $"linalg.{op}");
            return new Tensor(result);
        }

        /// <summary>X with A X = B (or X A = B).</summary>
        public static Tensor solve(Tensor A, Tensor B, bool left = true)
        {
            Check(NativeMethods.dav_linalg_solve(A.NativeHandle, B.NativeHandle, left ? 1 : 0, out var result), A, B);
            return new Tensor(result);
        }

        /// <summary>X with the least |input X - other|.</summary>
        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other)
        {
            var status = NativeMethods.dav_linalg_lstsq(input.NativeHandle, other.NativeHandle, out var solution, out var residuals, out var rank, out var values);
            Check(status, input, other);
            return (new Tensor(solution), new Tensor(residuals), new Tensor(rank), new Tensor(values));
        }

        public static Tensor vector_norm(Tensor input, double ord = 2d, long[]? dims = null, bool keepdim = false)
        {
            Check(NativeMethods.dav_linalg_vector_norm(input.NativeHandle, ord, dims, dims?.Length ?? 0, keepdim ? 1 : 0, out var result), input);
            return new Tensor(result);
        }

        /// <summary>The norm named, such as "fro" or "nuc".</summary>
        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false)
        {
            Check(NativeMethods.dav_linalg_norm_named(input.NativeHandle, ord, dims, dims?.Length ?? 0, keepdim ? 1 : 0, out var result), input);
            return new Tensor(result);
        }

        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => Norm(input, new NativeScalar(ord), dims, keepdim);

        public static Tensor norm(Tensor input, int ord, long[]? dims = null, bool keepdim = false) => Norm(input, new NativeScalar((long)ord), dims, keepdim);

        /// <summary>The 2-norm of all elements, or over the dimensions given.</summary>
        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) => Norm(input, default, dims, keepdim);

        private static Tensor Norm(Tensor input, NativeScalar ord, long[]? dims, bool keepdim)
        {
            Check(NativeMethods.dav_linalg_norm(input.NativeHandle, in ord, dims, dims?.Length ?? 0, keepdim ? 1 : 0, out var result), input, operation: "linalg.norm");
            return new Tensor(result);
        }

        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor input, bool fullMatrices = true)
        {
            Check(NativeMethods.dav_linalg_svd(input.NativeHandle, fullMatrices ? 1 : 0, out var u, out var s, out var vh), input);
            return (new Tensor(u), new Tensor(s), new Tensor(vh));
        }

        /// <summary>Eigenvalues, ascending, and eigenvectors of a Hermitian matrix.</summary>
        public static (Tensor, Tensor) eigh(Tensor input)
        {
            Check(NativeMethods.dav_linalg_eigh(input.NativeHandle, out var values, out var vectors), input);
            return (new Tensor(values), new Tensor(vectors));
        }
    }
}
