namespace Akka.Streams;

/// <summary>What became of an offered element.</summary>
public interface IQueueOfferResult;
