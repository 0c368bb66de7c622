using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("DeepAvFusion.Inference.Tests")]
