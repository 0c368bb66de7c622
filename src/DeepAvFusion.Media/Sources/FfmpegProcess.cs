using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Media.Ffmpeg;

namespace DeepAvFusion.Media.Sources;

/// <summary>One FFmpeg process: media on its standard output, its log read line by line, and an end that is certain.</summary>
/// <remarks>Started directly and not through FFMpegCore: that joins arguments to one string, keeps the whole log of a run in memory and hides the process.</remarks>
internal sealed class FfmpegProcess : IDisposable
{
    private const int LongestLine = 2000;

    // A report file would hold the secrets of the source, colours would hide the log's form, and a proxy of the environment would lead past the gate.
    private static readonly string[] Unwanted = ["FFREPORT", "AV_LOG_FORCE_COLOR", "http_proxy", "https_proxy", "all_proxy", "no_proxy"];

    private readonly Process _process;
    private readonly Thread _logReader;
    private readonly FfmpegLog _log;
    private int _ended;

    private FfmpegProcess(Process process, FfmpegLog log, string name)
    {
        _process = process;
        _log = log;
        _logReader = new Thread(ReadLog, 256 * 1024) { IsBackground = true, Name = $"{name} log" };
        _logReader.Start();
    }

    public int Id => _process.Id;

    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Null while it runs; above 128 when a signal ended it.</summary>
    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    /// <param name="command">One argument each; no shell is involved.</param>
    /// <exception cref="SourceException">FFmpeg is not installed.</exception>
    public static FfmpegProcess Start(FfmpegCommand command, FfmpegLog log, string name)
    {
        var start = new ProcessStartInfo("ffmpeg", command.Arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var (variable, _) in start.Environment.Where(pair => Unwanted.Contains(pair.Key, StringComparer.OrdinalIgnoreCase) || SecretVariables.IsSecret(pair.Key, pair.Value)).ToList())
            start.Environment.Remove(variable);
        if (command.Proxy.Length > 0)
            start.Environment["http_proxy"] = command.Proxy;
        try
        {
            var process = Process.Start(start)!;
            try
            {
                process.StandardInput.Write(command.Script);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // it has ended already, and its log tells why
            }
            return new FfmpegProcess(process, log, name);
        }
        catch (Win32Exception e)
        {
            throw new SourceException(SourceFailure.ToolMissing, new FfmpegMissingException("ffmpeg", e).Message, e);
        }
    }

    /// <summary>Ends the process at once, whatever it is doing. Its pipes then end too.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // it has ended by itself
        }
    }

    /// <summary>Waits until the process is gone and its log is read to the end.</summary>
    public void WaitForEnd()
    {
        _process.WaitForExit();
        _logReader.Join();
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return;
        Kill();
        WaitForEnd();
        _process.Dispose();
    }

    private void ReadLog()
    {
        var stream = _process.StandardError.BaseStream;
        var buffer = new byte[4096];
        var line = new StringBuilder(256);
        var decoder = Encoding.UTF8.GetDecoder();
        var text = new char[buffer.Length];
        int read;
        while ((read = stream.Read(buffer, 0, buffer.Length)) > 0)
        {
            var characters = decoder.GetChars(buffer, 0, read, text, 0);
            foreach (var c in text.AsSpan(0, characters))
            {
                if (c is '\n' or '\r')
                {
                    if (line.Length > 0)
                        _log.Add(line.ToString());
                    line.Clear();
                }
                else if (line.Length < LongestLine)
                    line.Append(c);
            }
        }
        if (line.Length > 0)
            _log.Add(line.ToString());
    }
}
