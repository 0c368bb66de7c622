using DeepAvFusion.Media.Tests.Servers;

namespace DeepAvFusion.Faults.Cameras;

/// <summary>A web server in front of a folder that goes with it.</summary>
internal sealed class FolderServer(string folder) : IDisposable
{
    private readonly WebServer _web = new(folder);

    public int Port => _web.Port;

    /// <summary>Where /to/NAME redirects to.</summary>
    public Dictionary<string, string> Places => _web.Places;

    public void Dispose()
    {
        _web.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(30));
        Directory.Delete(folder, recursive: true);
    }
}
