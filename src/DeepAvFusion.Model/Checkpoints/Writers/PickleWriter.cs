using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using DeepAvFusion.Model.Checkpoints.Pickle;
using DeepAvFusion.Model.Checkpoints.Sources;

namespace DeepAvFusion.Model.Checkpoints.Writers;

/// <summary>Describes a tree as a pickle of protocol 2, the way torch.save does.</summary>
internal sealed class PickleWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Dictionary<CheckpointStorage, string> _storages = new(ReferenceEqualityComparer.Instance);

    /// <summary>The storages the description refers to, by the number they are to be saved under.</summary>
    public IReadOnlyDictionary<CheckpointStorage, string> Storages => _storages;

    public byte[] Write(CheckpointNode root)
    {
        Code(PickleOpcode.Protocol);
        Byte(2);
        Node(root);
        Code(PickleOpcode.Stop);
        return _bytes.WrittenSpan.ToArray();
    }

    private void Node(CheckpointNode node)
    {
        switch (node)
        {
            case CheckpointMap map: Map(map); break;
            case CheckpointList list: List(list); break;
            case CheckpointScalar scalar: Scalar(scalar.Value); break;
            case CheckpointTensor tensor: Tensor(tensor); break;
            default: throw new ArgumentException($"a {node.GetType().Name} cannot be saved", nameof(node));
        }
    }

    /// <summary>Dictionaries of tensors become ordered ones, as a module's state is; others plain ones.</summary>
    private void Map(CheckpointMap map)
    {
        if (map.Count > 0 && map.Entries.All(entry => entry.Value is CheckpointTensor))
            OrderedDict();
        else
            Code(PickleOpcode.EmptyDict);
        if (map.Count == 0)
            return;
        Code(PickleOpcode.Mark);
        foreach (var (key, value) in map.Entries)
        {
            if (key.IsInteger)
                Integer(long.Parse(key.Text, System.Globalization.CultureInfo.InvariantCulture));
            else
                Text(key.Text);
            Node(value);
        }

        Code(PickleOpcode.SetItems);
    }

    private void List(CheckpointList list)
    {
        Code(list.IsTuple ? PickleOpcode.Mark : PickleOpcode.EmptyList);
        if (!list.IsTuple)
            Code(PickleOpcode.Mark);
        foreach (var item in list.Items)
            Node(item);
        Code(list.IsTuple ? PickleOpcode.Tuple : PickleOpcode.Appends);
    }

    private void Scalar(object? value)
    {
        switch (value)
        {
            case null: Code(PickleOpcode.None); break;
            case bool flag: Flag(flag); break;
            case long number: Integer(number); break;
            case string text: Text(text); break;
            case double number:
                Span<byte> bytes = stackalloc byte[8];
                BinaryPrimitives.WriteDoubleBigEndian(bytes, number);
                Code(PickleOpcode.BinFloat);
                _bytes.Write(bytes);
                break;
        }
    }

    private void Tensor(CheckpointTensor tensor)
    {
        if (tensor.IsParameter)
        {
            Global("torch._utils", "_rebuild_parameter");
            Code(PickleOpcode.Mark);
        }

        Global("torch._utils", "_rebuild_tensor_v2");
        Code(PickleOpcode.Mark);
        Storage(tensor.Storage);
        Integer(tensor.StorageOffset);
        Sides(tensor.Shape);
        Sides(tensor.Strides);
        Flag(tensor.IsParameter);
        OrderedDict();
        Code(PickleOpcode.Tuple);
        Code(PickleOpcode.Reduce);
        if (!tensor.IsParameter)
            return;
        Flag(true);
        OrderedDict();
        Code(PickleOpcode.Tuple);
        Code(PickleOpcode.Reduce);
    }

    private void Storage(CheckpointStorage storage)
    {
        if (!_storages.TryGetValue(storage, out var key))
            _storages.Add(storage, key = _storages.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Code(PickleOpcode.Mark);
        Text("storage");
        Global("torch", storage.DType.ToStorageClass());
        Text(key);
        Text("cpu");
        Integer(storage.Count);
        Code(PickleOpcode.Tuple);
        Code(PickleOpcode.BinPersistentId);
    }

    private void Sides(IReadOnlyList<long> sides)
    {
        Code(PickleOpcode.Mark);
        foreach (var side in sides)
            Integer(side);
        Code(PickleOpcode.Tuple);
    }

    private void OrderedDict()
    {
        Global("collections", "OrderedDict");
        Code(PickleOpcode.EmptyTuple);
        Code(PickleOpcode.Reduce);
    }

    private void Global(string module, string name)
    {
        Code(PickleOpcode.Global);
        _bytes.Write(Encoding.ASCII.GetBytes($"{module}\n{name}\n"));
    }

    private void Flag(bool value) => Code(value ? PickleOpcode.NewTrue : PickleOpcode.NewFalse);

    private void Integer(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        if (value is >= int.MinValue and <= int.MaxValue)
        {
            Code(PickleOpcode.BinInt);
            _bytes.Write(bytes[..4]);
            return;
        }

        Code(PickleOpcode.Long1);
        Byte(8);
        _bytes.Write(bytes);
    }

    private void Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
        Code(PickleOpcode.BinUnicode);
        _bytes.Write(length);
        _bytes.Write(utf8);
    }

    private void Code(PickleOpcode code) => Byte((byte)code);

    private void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }
}
