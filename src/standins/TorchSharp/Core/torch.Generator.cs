using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A stream of random numbers of its own.</summary>
    public class Generator : IDisposable
    {
        private readonly GeneratorHandle _handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = InitializeDevice(device);
            Check(NativeMethods.dav_generator_new(seed, (int)this.device.type, this.device.index, out var handle));
            _handle = new GeneratorHandle(handle);
        }

        private Generator(nint handle)
        {
            device = torch.CPU;
            _handle = new GeneratorHandle(handle);
        }

        public Device device { get; }

        public IntPtr Handle => _handle.DangerousGetHandle();

        /// <summary>The CPU's generator that operations use when they are given none.</summary>
        public static Generator Default
        {
            get
            {
                Check(NativeMethods.dav_generator_default(out var handle));
                return new Generator(handle);
            }
        }

        public Generator manual_seed(long seed)
        {
            Check(NativeMethods.dav_generator_set_seed(_handle, unchecked((ulong)seed)));
            return this;
        }

        /// <summary>Seeds with a number from the system's entropy, and returns it.</summary>
        public long seed()
        {
            Check(NativeMethods.dav_generator_reseed(_handle, out var value));
            return unchecked((long)value);
        }

        public long initial_seed()
        {
            Check(NativeMethods.dav_generator_current_seed(_handle, out var value));
            return unchecked((long)value);
        }

        /// <summary>All there is to continue the stream from here, as bytes.</summary>
        public Tensor get_state()
        {
            Check(NativeMethods.dav_generator_get_state(_handle, out var result));
            return new Tensor(result);
        }

        public void set_state(Tensor value) => Check(NativeMethods.dav_generator_set_state(_handle, value.NativeHandle), value);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing) => _handle.Dispose();

        internal static GeneratorHandle HandleOf(Generator? generator) => generator?._handle ?? GeneratorHandle.None;
    }

    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    public static long seed() => random.seed();

    public static long initial_seed() => random.initial_seed();

    public static Tensor get_rng_state() => random.get_rng_state();

    public static void set_rng_state(Tensor new_state) => random.set_rng_state(new_state);

    /// <summary>The default random generators.</summary>
    public static class random
    {
        /// <summary>Seeds the generators of the CPU and of every GPU.</summary>
        public static Generator manual_seed(long seed)
        {
            Check(NativeMethods.dav_manual_seed(unchecked((ulong)seed)));
            return Generator.Default;
        }

        public static long seed()
        {
            using var generator = Generator.Default;
            return generator.seed();
        }

        public static long initial_seed()
        {
            using var generator = Generator.Default;
            return generator.initial_seed();
        }

        public static Tensor get_rng_state()
        {
            using var generator = Generator.Default;
            return generator.get_state();
        }

        public static void set_rng_state(Tensor new_state)
        {
            using var generator = Generator.Default;
            generator.set_state(new_state);
        }
    }
}
