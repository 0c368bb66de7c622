using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("DeepAvFusion.Media.Tests")]
