using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace DeepAvFusion.Integration.Tests.Published;

/// <summary>What `dotnet publish` makes of the command line runs by itself, with both mended libraries in it (src/DeepAvFusion.Model/Native/TorchSharp.targets).</summary>
public sealed class PublishedProgramSpecs(PublishedProgram published) : IClassFixture<PublishedProgram>
{
    [Fact]
    public async Task It_loads_libtorch_and_computes()
    {
        var (code, output) = await PublishedProgram.RunAsync(Path.Combine(published.Folder, "deepav"), "about");
        Assert.Equal((0, true), (code, output.Contains("libtorch", StringComparison.Ordinal)));
        (code, output) = await PublishedProgram.RunAsync(Path.Combine(published.Folder, "deepav"), "verify", "--golden", Golden("01_pos_embed"));
        Assert.True(code == 0, output);
    }

    [Fact]
    public void Its_native_library_asks_for_no_version_that_Debian_12_lacks()
    {
        var library = Path.Combine(published.Folder, "runtimes/linux-x64/native/libLibTorchSharp.so");
        Assert.Equal([true], SymbolVersions.Needed(File.ReadAllBytes(library)).Where(version => version.Name == "GLIBCXX_3.4.32").Select(version => version.Weak));
    }

    [Fact]
    public void Its_TorchSharp_is_not_optimised()
    {
        using var image = new PEReader(File.OpenRead(Path.Combine(published.Folder, "TorchSharp.dll")));
        var metadata = image.GetMetadataReader();
        var modes = metadata.GetAssemblyDefinition().GetCustomAttributes().Select(metadata.GetCustomAttribute)
            .Where(attribute => attribute.Constructor.Kind == HandleKind.MemberReference && Name(metadata, attribute) == nameof(DebuggableAttribute))
            .Select(attribute => (DebuggableAttribute.DebuggingModes)BitConverter.ToInt32(metadata.GetBlobBytes(attribute.Value), 2));
        Assert.Equal(
            [DebuggableAttribute.DebuggingModes.Default | DebuggableAttribute.DebuggingModes.IgnoreSymbolStoreSequencePoints | DebuggableAttribute.DebuggingModes.DisableOptimizations], modes);
    }

    [Fact]
    public void It_takes_no_libraries_of_other_systems_along() =>
        Assert.All(Directory.GetDirectories(Path.Combine(published.Folder, "runtimes")).Select(Path.GetFileName), system => Assert.Matches("^(linux.*|unix)$", system));

    private static string Name(MetadataReader metadata, CustomAttribute attribute) =>
        metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent).Name);

    private static string Golden(string name) => Path.Combine(PublishedProgram.Root, "tests/golden", name);
}
