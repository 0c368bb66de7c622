using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("DeepAvFusion.Architecture.Tests")]
[assembly: InternalsVisibleTo("DeepAvFusion.Benchmarks.Tests")]
[assembly: InternalsVisibleTo("DeepAvFusion.Cli.Tests")]
