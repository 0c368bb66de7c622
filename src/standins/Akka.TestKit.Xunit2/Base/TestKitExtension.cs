using Akka.Actor;

namespace Akka.TestKit;

public class TestKitExtension : ExtensionIdProvider<TestKitSettings>
{
    public override TestKitSettings CreateExtension(ExtendedActorSystem system) => new(system.Settings.Config);

    public static TestKitSettings For(ActorSystem system) => (TestKitSettings)system.RegisterExtension(new TestKitExtension());
}
