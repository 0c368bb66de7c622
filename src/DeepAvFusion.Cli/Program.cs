using DeepAvFusion.Cli;

FreedMemory.Keep(Environment.GetEnvironmentVariables());
return await EntryPoint.RunAsync(args).ConfigureAwait(false);
