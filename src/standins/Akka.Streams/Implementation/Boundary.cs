using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>The two stages that carry elements from one island to another, with a bounded buffer at the entry.</summary>
internal sealed class Boundary
{
    private Boundary(GraphStageLogic output, Inlet outputPort, GraphStageLogic input, Outlet inputPort)
    {
        Output = output;
        OutputPort = outputPort;
        Input = input;
        InputPort = inputPort;
    }

    /// <summary>Where elements leave the upstream island.</summary>
    public GraphStageLogic Output { get; }

    public Inlet OutputPort { get; }

    /// <summary>Where elements enter the downstream island.</summary>
    public GraphStageLogic Input { get; }

    public Outlet InputPort { get; }

    public static Boundary Create<T>(string name, int bufferSize)
    {
        var leave = new Inlet<T>($"{name}.boundary.in") { Id = 0 };
        var enter = new Outlet<T>($"{name}.boundary.out") { Id = 0 };
        var input = new SubscriberLogic<T>(enter, bufferSize);
        var output = new PublisherLogic<T>(leave, input);
        return new Boundary(output, leave, input, enter);
    }
}
