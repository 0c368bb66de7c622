using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// An n-dimensional array in native memory, tracked by autograd. A new tensor belongs to the innermost dispose scope of its thread.
    /// </summary>
    /// <remarks>Failures of native operations are <see cref="ExternalException"/>s that name the operation and the shapes of its tensors.</remarks>
    public partial class Tensor : IDisposable
    {
        internal TensorHandle NativeHandle;
        internal DisposeScope? OwningDisposeScope;
        internal int PlaceInScope;

        internal Tensor(nint address, bool register = true)
        {
            NativeHandle = new TensorHandle(address);
            if (register) DisposeScopeManager.ThreadSingleton.Created(this);
        }

        public static long TotalCount => NativeMethods.dav_live_tensors();

        public static long PeakCount => NativeMethods.dav_peak_tensors();

        public string? name { get; set; }

        public bool IsInvalid => NativeHandle.IsClosed || NativeHandle.IsInvalid;

        /// <summary>The native tensor, valid as long as this one is.</summary>
        /// <exception cref="InvalidOperationException">Disposed.</exception>
        public IntPtr Handle => IsInvalid ? throw new InvalidOperationException("Tensor invalid -- empty handle.") : NativeHandle.Address;

        /// <summary>Takes ownership of a native tensor.</summary>
        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        /// <summary>Gives the native tensor away: this object is then invalid and frees nothing.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            var address = Handle;
            MoveHandle();
            return address;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (IsInvalid) return;
            DisposeScopeManager.ThreadSingleton.Disposed(inScope: OwningDisposeScope is not null);
            OwningDisposeScope?.Take(this);
            NativeHandle.Dispose();
        }

        /// <summary>The scope that owned this tensor ends.</summary>
        internal void DisposeInScope()
        {
            OwningDisposeScope = null;
            if (IsInvalid) return;
            DisposeScopeManager.ThreadSingleton.Disposed(inScope: true);
            NativeHandle.Dispose();
        }

        /// <summary>Hands the native side to the caller.</summary>
        internal nint MoveHandle() => NativeHandle.Release();

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is null) other?.Attach(this);
            else OwningDisposeScope.MoveToOther(other, this);
            return this;
        }

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        /// <summary>True when shape, element type and every element are the same.</summary>
        public bool Equals(Tensor target)
        {
            Check(NativeMethods.dav_equal(NativeHandle, target.NativeHandle, out var equal), this, target);
            return equal != 0;
        }

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

        // The ways an operation ends: a new tensor, or this one changed.

        private static Tensor Result(NativeStatus status, nint result, Tensor? a = null, Tensor? b = null, Tensor? c = null, [CallerMemberName] string operation = "")
        {
            if (status != NativeStatus.Ok) Failure.Throw(status, operation, a, b, c);
            return new Tensor(result);
        }

        private Tensor InPlace(NativeStatus status, Tensor? b = null, Tensor? c = null, [CallerMemberName] string operation = "")
        {
            if (status != NativeStatus.Ok) Failure.Throw(status, operation, this, b, c);
            return this;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Tensor Unary(UnaryOp op)
        {
            var status = NativeMethods.dav_unary((int)op, NativeHandle, out var result);
            if (status != NativeStatus.Ok) Failure.Throw(status, op.ToString(), this);
            return new Tensor(result);
        }

        private Tensor UnaryInPlace(UnaryInPlaceOp op)
        {
            var status = NativeMethods.dav_unary_in_place((int)op, NativeHandle);
            if (status != NativeStatus.Ok) Failure.Throw(status, op.ToString(), this);
            return this;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Tensor Binary(BinaryOp op, Tensor other)
        {
            var status = NativeMethods.dav_binary((int)op, NativeHandle, other.NativeHandle, out var result);
            if (status != NativeStatus.Ok) Failure.Throw(status, op.ToString(), this, other);
            return new Tensor(result);
        }

        private Tensor BinaryInPlace(BinaryInPlaceOp op, Tensor other)
        {
            var status = NativeMethods.dav_binary_in_place((int)op, NativeHandle, other.NativeHandle);
            if (status != NativeStatus.Ok) Failure.Throw(status, op.ToString(), this, other);
            return this;
        }

        private Tensor Scaled(ScaledOp op, Scalar other)
        {
            var status = NativeMethods.dav_scaled((int)op, NativeHandle, in other.Value, out var result);
            if (status != NativeStatus.Ok) Failure.Throw(status, op.ToString(), this);
            return new Tensor(result);
        }

        private Tensor ScaledInPlace(ScaledInPlaceOp op, Scalar other)
        {
            var status = NativeMethods.dav_scaled_in_place((int)op, NativeHandle, in other.Value);
            if (status != NativeStatus.Ok) Failure.Throw(status, op.ToString(), this);
            return this;
        }

        private Tensor Arranged(ArrangeOp op, ReadOnlySpan<long> values)
        {
            var status = NativeMethods.dav_arrange((int)op, NativeHandle, values, values.Length, out var result);
            if (status != NativeStatus.Ok) Failure.Throw(status, $"{op}({string.Join(", ", values.ToArray())})", this);
            return new Tensor(result);
        }

        private Tensor Dimensioned(DimsOp op, long x, long y = 0, long z = 0)
        {
            var status = NativeMethods.dav_dims((int)op, NativeHandle, x, y, z, out var result);
            if (status != NativeStatus.Ok) Failure.Throw(status, op.ToString(), this);
            return new Tensor(result);
        }

        private Tensor Reduced(ReduceOp op, ReadOnlySpan<long> dims, bool keepdim = false, ScalarType? type = null)
        {
            var status = NativeMethods.dav_reduce((int)op, NativeHandle, dims, dims.Length, keepdim ? 1 : 0, Code(type), out var result);
            if (status != NativeStatus.Ok) Failure.Throw(status, op.ToString(), this);
            return new Tensor(result);
        }

        internal static int Code(ScalarType? type) => type is { } t ? (int)t : -1;
    }

    internal static void Check(NativeStatus status, Tensor? a = null, Tensor? b = null, Tensor? c = null, [CallerMemberName] string operation = "")
    {
        if (status != NativeStatus.Ok) Failure.Throw(status, operation, a, b, c);
    }
}
