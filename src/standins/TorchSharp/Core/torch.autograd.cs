using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Gradients.</summary>
    public static class autograd
    {
        /// <summary>The gradients of the outputs with respect to the inputs, which are not accumulated anywhere.</summary>
        /// <remarks>With <paramref name="allow_unused"/>, an input that no output depends on gives an invalid tensor (<see cref="Tensor.IsInvalid"/>).</remarks>
        public static IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false,
            bool allow_unused = false)
        {
            var (from, to, seeds) = (outputs.ToArray(), inputs.ToArray(), grad_outputs?.ToArray() ?? []);
            Span<nint> results = new nint[to.Length];
            var status = NativeMethods.dav_autograd_grad(
                Tensor.Addresses(from), from.Length, Tensor.Addresses(to), to.Length, Tensor.Addresses(seeds), seeds.Length, retain_graph ? 1 : 0,
                create_graph ? 1 : 0, allow_unused ? 1 : 0, results);
            KeepAlive(from, to, seeds);
            if (status != NativeStatus.Ok) Failure.Throw(status, "autograd.grad", [.. from, .. to]);
            return Tensor.Wrap(results);
        }

        /// <summary>Adds the gradients of the tensors to the leaves they were computed from, or to <paramref name="inputs"/> only.</summary>
        public static void backward(
            IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            var (from, seeds, to) = (tensors.ToArray(), grad_tensors?.ToArray() ?? [], inputs?.ToArray() ?? []);
            var status = NativeMethods.dav_backward(
                Tensor.Addresses(from), from.Length, Tensor.Addresses(seeds), seeds.Length, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0,
                Tensor.Addresses(to), to.Length);
            KeepAlive(from, to, seeds);
            if (status != NativeStatus.Ok) Failure.Throw(status, "backward", from);
        }

        public static void backward(
            Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        private static void KeepAlive(params ReadOnlySpan<Tensor[]> lists)
        {
            foreach (var list in lists) GC.KeepAlive(list);
        }
    }
}
