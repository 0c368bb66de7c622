using TorchSharp.Interop;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements, in place: valid as long as the tensor is.</summary>
        /// <exception cref="ArgumentException">T is not the element type.</exception>
        /// <exception cref="InvalidOperationException">The tensor is not in the CPU's memory.</exception>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            RequireType<T>();
            return new TensorAccessor<T>(this);
        }

        /// <summary>The value of a one-element tensor.</summary>
        /// <exception cref="ArgumentException">T is not the element type, or there is not exactly one element.</exception>
        public T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1) throw new ArgumentException($"item takes a tensor of one element, this one is {Failure.Describe(this)}");
            RequireType<T>();
            if (is_cpu()) return data<T>()[0L];
            using var here = cpu();
            return here.data<T>()[0L];
        }

        /// <summary>The value of a one-element tensor.</summary>
        public Scalar ToScalar()
        {
            Check(NativeMethods.dav_item(NativeHandle, out var value), this, operation: "item");
            var type = value.Kind switch
            {
                NativeScalar.Bool => ScalarType.Bool,
                NativeScalar.Integer => ScalarType.Int64,
                NativeScalar.Complex => ScalarType.ComplexFloat64,
                _ => ScalarType.Float64,
            };
            return new Scalar(value, type);
        }

        /// <summary>The memory of a contiguous tensor: valid as long as the tensor is.</summary>
        /// <exception cref="InvalidOperationException">Not contiguous, or not in the CPU's memory.</exception>
        /// <exception cref="ArgumentException">More than 2 GiB, or, when setting, another length.</exception>
        public unsafe Span<byte> bytes
        {
            get
            {
                if (!is_contiguous()) throw new InvalidOperationException("bytes needs a contiguous tensor: call contiguous() first");
                var length = NumberOfElements * ElementSize;
                if (length > int.MaxValue) throw new ArgumentException($"a span holds up to {int.MaxValue} bytes, the tensor has {length}");
                return length == 0 ? [] : new Span<byte>((void*)DataAddress(), (int)length);
            }
            set
            {
                var target = bytes;
                if (target.Length != value.Length) throw new ArgumentException($"the tensor holds {target.Length} bytes, {value.Length} were given");
                value.CopyTo(target);
            }
        }

        /// <summary>The address of the first element in the CPU's memory; 0 for an empty tensor.</summary>
        internal nint DataAddress()
        {
            if (!is_cpu()) throw new InvalidOperationException($"the elements are on {device}, not in the CPU's memory: call cpu() first");
            if (is_conj() || is_neg()) throw new InvalidOperationException("the elements of a lazily conjugated or negated tensor cannot be read: call resolve_conj() or resolve_neg() first");
            return NativeMethods.dav_data_ptr(NativeHandle);
        }

        /// <summary>Writes the elements, in order, as they lie in memory.</summary>
        public void WriteBytesToStream(Stream stream, int bufferSize = 1024) => ForEachBlock(bufferSize, block =>
        {
            unsafe
            {
                stream.Write(new ReadOnlySpan<byte>((void*)block.Address, block.Length));
            }
        });

        /// <exception cref="EndOfStreamException">The stream is shorter than the tensor.</exception>
        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024) => ForEachBlock(bufferSize, block =>
        {
            unsafe
            {
                stream.ReadExactly(new Span<byte>((void*)block.Address, block.Length));
            }
        });

        private void ForEachBlock(int size, Action<(nint Address, int Length)> action)
        {
            if (!is_contiguous()) throw new InvalidOperationException("only the memory of a contiguous tensor can be read or written as bytes: call contiguous() first");
            var start = DataAddress();
            var total = NumberOfElements * ElementSize;
            for (long done = 0; done < total; done += size) action((start + (nint)done, (int)Math.Min(size, total - done)));
        }

        private void RequireType<T>()
        {
            var asked = typeof(T);
            var have = dtype;
            var fits = have switch
            {
                ScalarType.ComplexFloat32 => asked == typeof((float, float)),
                _ => ToScalarType(asked) == have,
            };
            if (!fits) throw new ArgumentException($"the elements are {have}, not {asked.Name}: convert with to_type() first");
        }

        /// <summary>The i-th element of the flattened tensor.</summary>
        public double ReadCpuDouble(long i) => TensorAccessor<double>.ReadItemAt(this, i);

        public float ReadCpuSingle(long i) => TensorAccessor<float>.ReadItemAt(this, i);

        public int ReadCpuInt32(long i) => TensorAccessor<int>.ReadItemAt(this, i);

        public long ReadCpuInt64(long i) => TensorAccessor<long>.ReadItemAt(this, i);

        public byte ReadCpuByte(long i) => TensorAccessor<byte>.ReadItemAt(this, i);

        public bool ReadCpuBool(long i) => TensorAccessor<bool>.ReadItemAt(this, i);

        public T ReadCpuValue<T>(long i) where T : unmanaged => TensorAccessor<T>.ReadItemAt(this, i);
    }
}
