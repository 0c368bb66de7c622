using System.Globalization;
using DeepAvFusion.Core;

namespace DeepAvFusion.Training.Checkpointing;

/// <summary>Where a training keeps what it makes: settings, history, checkpoints.</summary>
public sealed class RunFolder
{
    private const string Checkpoints = "checkpoints";

    /// <summary>Makes the folder where it is missing.</summary>
    /// <exception cref="UserErrorException">It cannot be made or written.</exception>
    public RunFolder(string path)
    {
        Root = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Path.Combine(Root, Checkpoints));
        }
        catch (Exception trouble) when (FileFault.Is(trouble))
        {
            throw new UserErrorException($"The run folder '{path}' cannot be made: {FileFault.Text(trouble)}", trouble);
        }
    }

    public string Root { get; }

    /// <summary>The state after the last finished epoch, or where training was stopped.</summary>
    public string Latest => Path.Combine(Root, Checkpoints, "checkpoint_latest.pth");

    /// <summary>The weights that did best in an evaluation.</summary>
    public string Best => Path.Combine(Root, Checkpoints, "checkpoint_best.pth");

    /// <summary>The settings everything was made with.</summary>
    public string Settings => Path.Combine(Root, "settings.json");

    /// <summary>The same as a file that --config takes.</summary>
    public string SettingsText => Path.Combine(Root, "settings.conf");

    /// <summary>One line a step.</summary>
    public string History => Path.Combine(Root, "history.csv");

    /// <summary>One JSON object an epoch, a line each.</summary>
    public string Epochs => Path.Combine(Root, "history.jsonl");

    /// <summary>The history as TensorBoard reads it, where it is asked for.</summary>
    public string Events => Path.Combine(Root, "tensorboard");

    /// <summary>Folder of the latest pictures of what the network makes of some samples.</summary>
    public string Pictures => Path.Combine(Root, "pictures");

    /// <summary>Keeps the folder for one training, and removes the halves of files that a killed one left.</summary>
    /// <returns>What gives it free.</returns>
    /// <exception cref="UserErrorException">Another training has it, or it cannot be written.</exception>
    public IDisposable Hold()
    {
        Try();
        FileStream held;
        try
        {
            held = new FileStream(Path.Combine(Root, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException trouble)
        {
            throw new UserErrorException($"Another training writes into the run folder '{Root}'; stop it, or give this one another job_name.", trouble);
        }

        foreach (var half in Directory.GetFiles(Path.Combine(Root, Checkpoints), "*.tmp")) File.Delete(half);
        return held;
    }

    public string Numbered(int epoch) => Path.Combine(Root, Checkpoints, string.Create(CultureInfo.InvariantCulture, $"checkpoint_{epoch:0000}.pth"));

    /// <summary>Writes something and removes it, so that a folder that cannot be written is told of before anything is computed.</summary>
    private void Try()
    {
        var probe = Path.Combine(Root, string.Create(CultureInfo.InvariantCulture, $".probe-{Environment.ProcessId}"));
        try
        {
            using var file = new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            file.WriteByte(0);
        }
        catch (Exception trouble) when (FileFault.Is(trouble))
        {
            throw new UserErrorException($"The run folder '{Root}' cannot be written: {FileFault.Text(trouble)}", trouble);
        }
    }

    /// <summary>Writes a small text whole or not at all.</summary>
    public static void Replace(string path, string text)
    {
        var temporary = path + ".tmp";
        File.WriteAllText(temporary, text);
        File.Move(temporary, path, overwrite: true);
    }
}
