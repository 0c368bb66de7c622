using DeepAvFusion.Cli;

return await EntryPoint.RunAsync(args).ConfigureAwait(false);
