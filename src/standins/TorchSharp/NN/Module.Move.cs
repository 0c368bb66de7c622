using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Moves and converts parameters, buffers and submodules. Parameters and buffers that change are new objects; the old ones are disposed.</summary>
            /// <exception cref="ArgumentException">The element type is neither floating-point nor complex.</exception>
            /// <exception cref="InvalidOperationException">There is no such device.</exception>
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                RequireFloating(dtype);
                InitializeDeviceType(device.type);
                _toEpilog(dtype, Normal(device), non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                InitializeDeviceType(deviceType);
                _toEpilog(null, Normal(new Device(deviceType, deviceIndex)), non_blocking);
                return this;
            }

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                RequireFloating(dtype);
                _toEpilog(dtype, null, non_blocking);
                return this;
            }

            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                foreach (var (_, module) in named_children())
                {
                    if (device is null) module._to(dtype!.Value, non_blocking);
                    else if (dtype is null) module._to(device.type, device.index, non_blocking);
                    else module._to(device, dtype.Value, non_blocking);
                }
                foreach (var (component, parameter) in _parameters.Items.ToList())
                {
                    if (!ReplaceParameter(dtype, device, parameter, out var moved)) continue;
                    _parameters.Set(component, moved!);
                    SetField(component, parameter, moved!);
                    parameter.Dispose();
                }
                foreach (var (component, (tensor, persistent)) in _buffers.Items.Where(item => item.value.persistent).ToList())
                {
                    if (!ReplaceBuffer(dtype, device, tensor, out var moved)) continue;
                    _buffers.Set(component, (moved!, persistent));
                    SetField(component, tensor, moved!);
                    tensor.Dispose();
                }
                if (device is null) return;
                _deviceType = device.type;
                _deviceIndex = device.index;
            }

            private void SetField(string component, Tensor before, Tensor after)
            {
                foreach (var field in Fields())
                {
                    if ((field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name) != component) continue;
                    if (ReferenceEquals(field.GetValue(this), before)) field.SetValue(this, after);
                }
            }

            /// <summary>The buffer on the device and, where it is floating-point or complex, in the type; false when it is so already.</summary>
            protected static bool ReplaceBuffer(ScalarType? dtype, Device? device, Tensor buffer, out Tensor? result)
            {
                result = null;
                var (type, place) = Target(buffer, dtype, device);
                if (type == buffer.dtype && SamePlace(buffer, place)) return false;
                result = buffer.to(type, place).DetachFromDisposeScope();
                return true;
            }

            /// <summary>The parameter, with its gradient, on the device and in the type; false when it is so already.</summary>
            protected static bool ReplaceParameter(ScalarType? dtype, Device? device, Parameter param, out Parameter? p)
            {
                p = null;
                var (type, place) = Target(param, dtype, device);
                if (type == param.dtype && SamePlace(param, place)) return false;
                using var no_grad = torch.no_grad();
                using var grad = param.grad;
                p = new Parameter(param.to(type, place), param.requires_grad);
                p.DetachFromDisposeScope();
                if (grad is null) return true;
                using var movedGrad = grad.to(type, place);
                p.grad = movedGrad;
                return true;
            }

            private static (ScalarType, Device) Target(Tensor tensor, ScalarType? dtype, Device? device) =>
                (dtype is { } type && (tensor.is_floating_point() || tensor.is_complex()) ? type : tensor.dtype, device ?? tensor.device);

            private static bool SamePlace(Tensor tensor, Device device) =>
                tensor.device_type == device.type && (device.type == DeviceType.CPU || device.index == -1 || tensor.device_index == device.index);

            private static Device Normal(Device device) => device.type == DeviceType.CUDA ? device : new Device(device.type);

            private static void RequireFloating(ScalarType dtype)
            {
                if (!is_floating_point(dtype) && !is_complex(dtype))
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}", nameof(dtype));
            }
        }
    }
}
