namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    public virtual TestLatch CreateTestLatch(int count = 1) => new(Dilated, TestKitSettings.DefaultTimeout, count);
}
