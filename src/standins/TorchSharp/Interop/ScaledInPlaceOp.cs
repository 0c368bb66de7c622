namespace TorchSharp.Interop;

/// <summary>The rows of table DAV_SCALED_IN_PLACE in native/src/pointwise.cpp, in its order.</summary>
internal enum ScaledInPlaceOp
{
    add_, sub_, mul_, div_, pow_, remainder_, fmod_, floor_divide_, eq_, ne_, lt_, le_, gt_, ge_, fill_, clamp_min_, clamp_max_,
}
