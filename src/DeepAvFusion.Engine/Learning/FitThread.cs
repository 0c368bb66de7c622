using System.Runtime.InteropServices;

namespace DeepAvFusion.Engine.Learning;

/// <summary>The one thread on which fits run, behind everything that serves.</summary>
internal static class FitThread
{
    private const int OfThread = 0;
    private const int Lowest = 19;

    public static Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            _ = SetPriority(OfThread, 0, Lowest);                     // .NET's own priorities mean nothing on Linux
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)                                        // whatever ends a fit ends nothing else
            {
                done.SetException(e);
            }
        })
        { IsBackground = true, Name = "fit" }.Start();
        return done.Task;
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, uint who, int priority);
}
