using System.Reflection;
using System.Runtime.InteropServices;
using DeepAvFusion.Core;
using TorchSharp;

namespace DeepAvFusion.Training.Numerics;

/// <summary>
/// Mixed precision on this thread until disposed there: products and convolutions run in the lower type, whatever the weights are kept in. TorchSharp has no call for it, so
/// libtorch's own are used, which take and give plain numbers only. Their names are those of libtorch 2.4 and later on Linux. They do what torch.autocast does in Python.
/// </summary>
internal sealed class Autocast : IDisposable
{
    /// <summary>The library that has the functions.</summary>
    internal const string Libtorch = "libtorch_cpu";

    private const string IsEnabledName = "_ZN2at8autocast19is_autocast_enabledEN3c1010DeviceTypeE";
    private const string SetEnabledName = "_ZN2at8autocast20set_autocast_enabledEN3c1010DeviceTypeEb";
    private const string TypeName = "_ZN2at8autocast18get_autocast_dtypeEN3c1010DeviceTypeE";
    private const string SetTypeName = "_ZN2at8autocast18set_autocast_dtypeEN3c1010DeviceTypeENS1_10ScalarTypeE";
    private const string EnterName = "_ZN2at8autocast17increment_nestingEv";
    private const string LeaveName = "_ZN2at8autocast17decrement_nestingEv";
    private const string ClearCacheName = "_ZN2at8autocast11clear_cacheEv";

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly sbyte _device;
    private readonly (byte Enabled, sbyte Type) _before;
    private bool _left;

    private Autocast(sbyte device, sbyte type)
    {
        _device = device;
        _before = (IsEnabled(device), Type(device));
        SetEnabled(device, 1);
        SetType(device, type);
        _ = Enter();
    }

    /// <param name="device">Where the operations run.</param>
    /// <returns>What ends it; null where everything stays in float32.</returns>
    /// <exception cref="UserErrorException">This libtorch does not have the functions.</exception>
    public static Autocast? Enter(TrainingPrecision precision, torch.Device device)
    {
        if (precision == TrainingPrecision.Float32) return null;
        Require(Libtorch);
        return new Autocast((sbyte)device.type, (sbyte)(precision == TrainingPrecision.Float16 ? torch.ScalarType.Float16 : torch.ScalarType.BFloat16));
    }

    /// <exception cref="UserErrorException">The library is not there, or does not have all functions.</exception>
    internal static void Require(string library)
    {
        if (!NativeLibrary.TryLoad(library, Assembly.GetExecutingAssembly(), null, out var handle)
            || new[] { IsEnabledName, SetEnabledName, TypeName, SetTypeName, EnterName, LeaveName, ClearCacheName }.Any(name => !NativeLibrary.TryGetExport(handle, name, out _)))
            throw new UserErrorException("This libtorch has no mixed precision that can be reached; set opt.use_amp=false.");
    }

    /// <exception cref="InvalidOperationException">Another thread than the one that it is on for ends it.</exception>
    public void Dispose()
    {
        if (_left) return;
        if (Environment.CurrentManagedThreadId != _thread) throw new InvalidOperationException("Mixed precision ends on the thread that it began on.");
        _left = true;
        if (Leave() == 0) ClearCache();                                       // of weights in the lower type, which the next step changes
        SetEnabled(_device, _before.Enabled);
        SetType(_device, _before.Type);
    }

    [DllImport(Libtorch, EntryPoint = IsEnabledName)]
    private static extern byte IsEnabled(sbyte device);

    [DllImport(Libtorch, EntryPoint = SetEnabledName)]
    private static extern void SetEnabled(sbyte device, byte enabled);

    [DllImport(Libtorch, EntryPoint = TypeName)]
    private static extern sbyte Type(sbyte device);

    [DllImport(Libtorch, EntryPoint = SetTypeName)]
    private static extern void SetType(sbyte device, sbyte type);

    [DllImport(Libtorch, EntryPoint = EnterName)]
    private static extern int Enter();

    [DllImport(Libtorch, EntryPoint = LeaveName)]
    private static extern int Leave();

    [DllImport(Libtorch, EntryPoint = ClearCacheName)]
    private static extern void ClearCache();
}
