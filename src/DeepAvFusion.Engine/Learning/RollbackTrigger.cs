namespace DeepAvFusion.Engine.Learning;

/// <summary>What took a version back; the closed set behind the `trigger` label of the rollbacks' counter.</summary>
public enum RollbackTrigger
{
    /// <summary>Somebody asked for it.</summary>
    Operator,

    /// <summary>A pass with it failed, or gave what is no number.</summary>
    Failure,

    /// <summary>Labels that nobody corrected are told far more or less often than before.</summary>
    Rate,

    /// <summary>Operators reject more of its events than before.</summary>
    Rejections,

    /// <summary>Results come much later than before.</summary>
    Age,

    /// <summary>The time of a version in use is over.</summary>
    Schedule,
}
