namespace DeepAvFusion.Media.Nut;

/// <summary>Header of one frame; its payload follows in the reader.</summary>
/// <param name="Stream">Index among the streams.</param>
/// <param name="Pts">In units of the stream's time base.</param>
/// <param name="Size">Bytes of payload.</param>
/// <param name="IsKey">Needs no other frame to be decoded.</param>
internal readonly record struct NutFrame(int Stream, long Pts, int Size, bool IsKey = true);
