using System.Runtime.InteropServices;
using TorchSharp.StandIn;
using static TorchSharp.torch;

namespace Standins.Torch.Tests.StandInOnly;

public sealed partial class NativeBuildSpecs
{
    [Fact]
    public void Says_what_it_runs_on()
    {
        Assert.Matches(@"^\d+\.\d+\.\d+", NativeBuild.LibtorchVersion);
        Assert.Equal(NativeBuild.LibtorchVersion, __version__);
        Assert.NotEqual("unknown", NativeBuild.CpuCapability);
        Assert.NotEqual("unknown", NativeBuild.ParallelBackend);
        Assert.True(File.Exists(NativeBuild.ShimPath));
        Assert.Contains(NativeBuild.BlasLibrary, NativeBuild.Describe(), StringComparison.Ordinal);
        Assert.True(NativeBuild.BlasLibrary == "built in" || File.Exists(NativeBuild.BlasLibrary));
    }

    [Fact]
    public void Sets_a_passive_wait_policy_before_OpenMP_loads()
    {
        using var x = ones(1);
        Assert.Equal("PASSIVE", Marshal.PtrToStringUTF8(getenv("OMP_WAIT_POLICY"))?.ToUpperInvariant());
        Assert.Equal("0", Marshal.PtrToStringUTF8(getenv("GOMP_SPINCOUNT")));
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint getenv(string name);
}
