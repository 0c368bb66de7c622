using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The native step of Adam and AdamW over one group.</summary>
internal static class AdamSteps
{
    internal static void Run(IReadOnlyList<IAdamState> states, NativeAdam options)
    {
        var count = states.Count;
        if (count == 0) return;
        var (parameters, averages, squares, steps) = (new nint[count], new nint[count], new nint[count], new long[count]);
        var largest = new nint[count];
        options.Amsgrad = states[0].Largest is null ? 0 : 1;
        for (var i = 0; i < count; i++)
        {
            var state = states[i];
            (parameters[i], averages[i], squares[i], steps[i]) = (state.Parameter.Handle, state.Average.Handle, state.Square.Handle, state.Steps);
            if (options.Amsgrad != 0) largest[i] = state.Largest!.Handle;
        }
        var status = NativeMethods.dav_adam_step(parameters, averages, squares, largest, count, steps, in options);
        for (var i = 0; i < count; i++) states[i].Steps = steps[i];
        GC.KeepAlive(states);
        if (status != NativeStatus.Ok) Failure.Throw(status, "optimizer step", states.Select(state => (Tensor)state.Parameter));
    }
}
