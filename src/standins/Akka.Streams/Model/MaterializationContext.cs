namespace Akka.Streams;

/// <summary>Where an actor of a stream is made.</summary>
public struct MaterializationContext
{
    public readonly IMaterializer Materializer;
    public readonly Attributes EffectiveAttributes;
    public readonly string StageName;

    public MaterializationContext(IMaterializer materializer, Attributes effectiveAttributes, string stageName)
    {
        Materializer = materializer;
        EffectiveAttributes = effectiveAttributes;
        StageName = stageName;
    }
}
