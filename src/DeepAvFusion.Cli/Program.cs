using DeepAvFusion.Cli;
using DeepAvFusion.Core.Settings;

NativeSettings.Apply();
FreedMemory.Keep(Environment.GetEnvironmentVariables());
SecretVariables.Hide();
return await EntryPoint.RunAsync(args).ConfigureAwait(false);
