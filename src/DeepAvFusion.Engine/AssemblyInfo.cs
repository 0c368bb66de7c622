using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("DeepAvFusion.Engine.Tests")]
