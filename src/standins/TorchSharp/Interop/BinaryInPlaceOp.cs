namespace TorchSharp.Interop;

/// <summary>The rows of table DAV_BINARY_IN_PLACE in native/src/pointwise.cpp, in its order.</summary>
internal enum BinaryInPlaceOp
{
    add_, sub_, mul_, div_, pow_, remainder_, fmod_, floor_divide_, atan2_, eq_, ne_, lt_, le_, gt_, ge_, logical_and_, logical_or_, logical_xor_,
    bitwise_and_, bitwise_or_, bitwise_xor_,
}
