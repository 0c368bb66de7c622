using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public long Dimensions => NativeMethods.dav_dim(NativeHandle);

        public long dim() => Dimensions;

        public long ndim => Dimensions;

        public long NumberOfElements => NativeMethods.dav_numel(NativeHandle);

        public long numel() => NumberOfElements;

        /// <summary>Bytes per element.</summary>
        public long ElementSize => NativeMethods.dav_element_size(NativeHandle);

        public long element_size() => ElementSize;

        public ScalarType dtype => (ScalarType)NativeMethods.dav_dtype(NativeHandle);

        public Device device => new(device_type, device_index);

        public DeviceType device_type => (DeviceType)NativeMethods.dav_device_type(NativeHandle);

        public int device_index => NativeMethods.dav_device_index(NativeHandle);

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_sparse => false;

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_complex() => torch.is_complex(dtype);

        public bool is_contiguous() => Flag(TensorFlag.contiguous);

        public bool is_leaf => Flag(TensorFlag.leaf);

        public bool is_conj() => Flag(TensorFlag.conjugate);

        public bool is_neg() => Flag(TensorFlag.negative);

        public bool is_pinned() => Flag(TensorFlag.pinned);

        public bool is_nonzero() => this.ToBoolean();

        private bool Flag(TensorFlag flag) => NativeMethods.dav_flag(NativeHandle, (int)flag) > 0;

        public long[] shape
        {
            get
            {
                Span<long> buffer = stackalloc long[8];
                var n = NativeMethods.dav_sizes(NativeHandle, buffer, buffer.Length);
                if (n <= buffer.Length) return buffer[..n].ToArray();
                var large = new long[n];
                _ = NativeMethods.dav_sizes(NativeHandle, large, n);
                return large;
            }
        }

        public long[] size() => shape;

        /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
        public long size(int dim)
        {
            Span<long> buffer = stackalloc long[64];
            return At(buffer[..Math.Min(64, NativeMethods.dav_sizes(NativeHandle, buffer, buffer.Length))], dim);
        }

        public long[] stride()
        {
            var result = new long[Dimensions];
            _ = NativeMethods.dav_strides(NativeHandle, result, result.Length);
            return result;
        }

        /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
        public long stride(int dim) => At(stride(), dim);

        public long storage_offset() => NativeMethods.dav_storage_offset(NativeHandle);

        private static long At(ReadOnlySpan<long> values, int dim)
        {
            var i = dim < 0 ? dim + values.Length : dim;
            if (i < 0 || i >= values.Length) throw new ArgumentOutOfRangeException(nameof(dim), dim, $"the tensor has {values.Length} dimensions");
            return values[i];
        }

        public bool requires_grad
        {
            get => Flag(TensorFlag.requires_grad);
            set => Check(NativeMethods.dav_requires_grad_(NativeHandle, value ? 1 : 0), this);
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>Keeps the gradient of a tensor that is not a leaf.</summary>
        public void retain_grad() => Check(NativeMethods.dav_retain_grad(NativeHandle), this);

        /// <summary>The accumulated gradient, as a new alias; null where there is none.</summary>
        public Tensor? grad
        {
            get
            {
                Check(NativeMethods.dav_grad(NativeHandle, out var result), this);
                return result == 0 ? null : new Tensor(result);
            }
            set => Check(NativeMethods.dav_set_grad(NativeHandle, value?.NativeHandle ?? TensorHandle.None), this, value);
        }

        public Tensor cpu() => to(DeviceType.CPU);

        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? torch.CUDA, non_blocking: non_blocking);

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            To((int)type, -1, -1, copy, disposeAfter, non_blocking);

        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            InitializeDeviceType(deviceType);
            return To(-1, (int)deviceType, deviceIndex, copy, disposeAfter, non_blocking);
        }

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            InitializeDevice(device);
            return To((int)type, (int)device.type, device.index, copy, disposeAfter, non_blocking);
        }

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to_type(type, copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(device), copy, disposeAfter, non_blocking);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(device.type, device.index, copy, disposeAfter, non_blocking);

        public Tensor to(Tensor other, bool non_blocking = false) => to(other.dtype, other.device, non_blocking: non_blocking);

        public Tensor type(Func<Tensor, Tensor> typeFunc) => typeFunc(this);

        public Tensor type(ScalarType dtype) => to_type(dtype);

        private Tensor To(int type, int deviceType, int deviceIndex, bool copy, bool disposeAfter, bool nonBlocking)
        {
            Check(NativeMethods.dav_to(NativeHandle, type, deviceType, deviceIndex, nonBlocking ? 1 : 0, copy ? 1 : 0, out var result), this, operation: "to");
            var moved = new Tensor(result);
            if (disposeAfter) Dispose();
            return moved;
        }

        public Tensor @bool() => to_type(ScalarType.Bool);

        public Tensor @byte() => to_type(ScalarType.Byte);

        public Tensor @char() => to_type(ScalarType.Int8);

        public Tensor @short() => to_type(ScalarType.Int16);

        public Tensor @int() => to_type(ScalarType.Int32);

        public Tensor @long() => to_type(ScalarType.Int64);

        public Tensor half() => to_type(ScalarType.Float16);

        public Tensor bfloat16() => to_type(ScalarType.BFloat16);

        public Tensor @float() => to_type(ScalarType.Float32);

        public Tensor @double() => to_type(ScalarType.Float64);

        public Tensor cfloat() => to_type(ScalarType.ComplexFloat32);

        public Tensor cdouble() => to_type(ScalarType.ComplexFloat64);

        /// <summary>Copies the elements of <paramref name="source"/>, broadcast and converted, into this tensor.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false) => InPlace(NativeMethods.dav_copy_(NativeHandle, source.NativeHandle, nonBlocking ? 1 : 0), source);

        /// <summary>Makes this tensor an alias of the memory, shape and type of <paramref name="source"/>.</summary>
        public Tensor set_(Tensor source) => InPlace(NativeMethods.dav_set_data(NativeHandle, source.NativeHandle), source);

        public override string ToString() => ToMetadataString();

        private string ToMetadataString() => IsInvalid ? "(disposed)" : $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";
    }
}
