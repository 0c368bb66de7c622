using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("DeepAvFusion.Server.Tests")]
[assembly: InternalsVisibleTo("DeepAvFusion.Fuzz")]
