using Akka.Actor;

namespace Akka.TestKit;

public class TestKitAssertionsExtension(ITestKitAssertions assertions) : ExtensionIdProvider<TestKitAssertionsProvider>
{
    public override TestKitAssertionsProvider CreateExtension(ExtendedActorSystem system) => new(assertions);

    public static TestKitAssertionsProvider For(ActorSystem system) => system.GetExtension<TestKitAssertionsProvider>();
}
