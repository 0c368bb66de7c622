namespace FFMpegCore.Processes;

/// <summary>Cuts a program's output into lines of bounded length; whatever is beyond the bound is dropped.</summary>
internal static class LinePump
{
    public const int LongestLine = 4096;

    /// <summary>Reads to the end. A carriage return ends a line too, which is how ffmpeg writes its progress.</summary>
    public static async Task RunAsync(StreamReader reader, Action<string> onLine)
    {
        var buffer = new char[LongestLine];
        var line = new char[LongestLine];
        var length = 0;
        var afterReturn = false;
        int count;
        while ((count = await reader.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            foreach (var c in buffer.AsSpan(0, count))
            {
                if (c is '\r' or '\n')
                {
                    if (c == '\r' || !afterReturn) onLine(new string(line, 0, length));
                    length = 0;
                }
                else if (length < LongestLine)
                {
                    line[length++] = c;
                }

                afterReturn = c == '\r';
            }
        }

        if (length > 0) onLine(new string(line, 0, length));
    }
}
