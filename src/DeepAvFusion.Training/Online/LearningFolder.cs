using DeepAvFusion.Core;

namespace DeepAvFusion.Training.Online;

/// <summary>Holds a folder for the one program that learns in it; the system lets go of it however that program ends.</summary>
internal sealed class LearningFolder : IDisposable
{
    private readonly FileStream _lock;

    private LearningFolder(FileStream held) => _lock = held;

    /// <exception cref="UserErrorException">Another program learns in it, or it cannot be made.</exception>
    public static LearningFolder Hold(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new LearningFolder(new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (Exception trouble) when (FileFault.Is(trouble))
        {
            throw new UserErrorException($"'{folder}' cannot be learnt in: {FileFault.Text(trouble)}; another analyzer may be using it. Use that one's page or API, or another davf.learning.folder.", trouble);
        }
    }

    public void Dispose() => _lock.Dispose();
}
