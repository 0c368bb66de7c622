using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("DeepAvFusion.Engine.Tests")]
[assembly: InternalsVisibleTo("DeepAvFusion.Server.Tests")]
