using System.Buffers;

namespace DeepAvFusion.Core.Buffers;

/// <summary>Where leases come from.</summary>
public static class Lease
{
    /// <summary>A buffer of `length` elements with one holder: the caller. Its content is whatever was there.</summary>
    public static Lease<T> Rent<T>(int length) where T : struct
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        LeaseCount.Added();
        return new Lease<T>(ArrayPool<T>.Shared.Rent(length), length);
    }
}
