using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What trainers do to all parameters at once.</summary>
        public static class utils
        {
            /// <summary>Scales all gradients so that their norm together is at most <paramref name="max_norm"/>, and returns what it was.</summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                Tensor[] list = tensors.ToArray();
                var status = NativeMethods.dav_clip_grad_norm(Tensor.Addresses(list), list.Length, max_norm, norm_type, out var norm);
                GC.KeepAlive(list);
                if (status != NativeStatus.Ok) Failure.Throw(status, "clip_grad_norm_", list);
                return norm;
            }

            /// <summary>Cuts every gradient off at ±<paramref name="clip_value"/>.</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                foreach (var tensor in tensors)
                {
                    using var grad = tensor.grad;
                    grad?.clamp_(-clip_value, clip_value);
                }
            }

            /// <summary>All elements of all parameters, in order.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                var flat = tensors.Select(tensor => tensor.reshape(-1)).ToArray();
                var result = cat(flat);
                foreach (var part in flat) part.Dispose();
                return result;
            }
        }
    }
}
