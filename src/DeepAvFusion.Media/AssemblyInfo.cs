using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("DeepAvFusion.Media.Tests")]
[assembly: InternalsVisibleTo("DeepAvFusion.Fuzz")]
[assembly: InternalsVisibleTo("DeepAvFusion.Training")]
