using System.Numerics;

namespace DeepAvFusion.Model.Checkpoints.Pickle;

/// <summary>
/// A closed interpreter of Python pickles: it knows the instructions of <see cref="PickleOpcode"/> and the constructors of
/// <see cref="PickleConstructor"/>, builds plain values, and refuses everything else. Nothing in the file can make it run code.
/// </summary>
internal sealed class PickleMachine(PickleInput input, CheckpointLimits limits, PickleBudget budget, PickleReductions reductions)
{
    private readonly List<CheckpointNode> _stack = [];
    private readonly Stack<int> _marks = [];
    private readonly Dictionary<int, CheckpointNode> _memo = [];

    /// <summary>Runs to STOP and gives back the one value left.</summary>
    public CheckpointNode Run()
    {
        if (input.ReadByte() != (byte)PickleOpcode.Protocol || input.ReadByte() is 0 or > 5)
            throw input.Refuse("its description is not a pickle of protocol 1 to 5");
        while (true)
        {
            var code = (PickleOpcode)input.ReadByte();
            if (code == PickleOpcode.Stop)
                return Finish();
            budget.Work(1, input);
            Step(code);
        }
    }

    private CheckpointNode Finish()
    {
        if (_stack.Count != 1 || _marks.Count != 0)
            throw input.Refuse("damaged: its description leaves values behind");
        return _stack[0];
    }

    private void Step(PickleOpcode code)
    {
        switch (code)
        {
            case PickleOpcode.Frame: input.ReadInt64(); break;
            case PickleOpcode.Mark: PushMark(); break;
            case PickleOpcode.Pop: Pop(); break;
            case PickleOpcode.None: Push(CheckpointScalar.Null); break;
            case PickleOpcode.NewTrue: Push(CheckpointScalar.True); break;
            case PickleOpcode.NewFalse: Push(CheckpointScalar.False); break;
            case PickleOpcode.BinInt: Push(CheckpointScalar.Of((long)input.ReadInt32())); break;
            case PickleOpcode.BinInt1: Push(CheckpointScalar.Of((long)input.ReadByte())); break;
            case PickleOpcode.BinInt2: Push(CheckpointScalar.Of((long)input.ReadUInt16())); break;
            case PickleOpcode.Long1: Push(ReadLong(input.ReadByte())); break;
            case PickleOpcode.BinFloat: Push(CheckpointScalar.Of(input.ReadDoubleBigEndian())); break;
            case PickleOpcode.BinUnicode: Push(CheckpointScalar.Of(input.ReadText((uint)input.ReadInt32()))); break;
            case PickleOpcode.BinString: Push(CheckpointScalar.Of(input.ReadText(input.ReadInt32()))); break;
            case PickleOpcode.ShortBinUnicode:
            case PickleOpcode.ShortBinString: Push(CheckpointScalar.Of(input.ReadText(input.ReadByte()))); break;
            case PickleOpcode.BinUnicode8: Push(CheckpointScalar.Of(input.ReadText(input.ReadInt64()))); break;
            case PickleOpcode.BinBytes: Push(new PickleData(input.ReadBytes((uint)input.ReadInt32()))); break;
            case PickleOpcode.ShortBinBytes: Push(new PickleData(input.ReadBytes(input.ReadByte()))); break;
            case PickleOpcode.EmptyDict: Push(new CheckpointMap()); break;
            case PickleOpcode.EmptyList: Push(new CheckpointList([], false)); break;
            case PickleOpcode.EmptyTuple: Push(new CheckpointList([], true)); break;
            case PickleOpcode.Tuple: PushTuple(PopMark()); break;
            case PickleOpcode.Tuple1: PushTuple(_stack.Count - 1); break;
            case PickleOpcode.Tuple2: PushTuple(_stack.Count - 2); break;
            case PickleOpcode.Tuple3: PushTuple(_stack.Count - 3); break;
            case PickleOpcode.Append: Append(_stack.Count - 1); break;
            case PickleOpcode.Appends: Append(PopMark()); break;
            case PickleOpcode.SetItem: SetItems(_stack.Count - 2); break;
            case PickleOpcode.SetItems: SetItems(PopMark()); break;
            case PickleOpcode.BinPut: Put(input.ReadByte()); break;
            case PickleOpcode.LongBinPut: Put(input.ReadInt32()); break;
            case PickleOpcode.Memoize: Put(_memo.Count); break;
            case PickleOpcode.BinGet: Get(input.ReadByte()); break;
            case PickleOpcode.LongBinGet: Get(input.ReadInt32()); break;
            case PickleOpcode.Global: Push(PickleConstructor.Find(input, input.ReadLine(), input.ReadLine())); break;
            case PickleOpcode.StackGlobal: PushGlobal(); break;
            case PickleOpcode.BinPersistentId: Push(reductions.Load(PopTuple("a persistent id"))); break;
            case PickleOpcode.Reduce:
            case PickleOpcode.NewObject: Reduce(); break;
            case PickleOpcode.Build: Build(); break;
            default: throw input.Refuse($"its description contains the instruction 0x{(byte)code:X2} at byte {input.Position - 1}, which no checkpoint needs");
        }
    }

    private void Push(CheckpointNode node)
    {
        if (_stack.Count >= limits.Stack)
            throw input.Refuse($"its description keeps more than {limits.Stack} values waiting");
        _stack.Add(node);
    }

    private CheckpointNode Pop()
    {
        if (_stack.Count == 0 || (_marks.Count > 0 && _marks.Peek() >= _stack.Count))
            throw input.Refuse("damaged: its description takes a value that is not there");
        var node = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return node;
    }

    private CheckpointList PopTuple(string what) =>
        Pop() as CheckpointList ?? throw input.Refuse($"damaged: {what} is not a tuple");

    private CheckpointNode Top() => _stack.Count > 0 ? _stack[^1] : throw input.Refuse("damaged: its description names a value that is not there");

    private void PushMark()
    {
        if (_marks.Count >= limits.Depth * 8)
            throw input.Refuse($"its description is nested more than {limits.Depth * 8} levels deep");
        _marks.Push(_stack.Count);
    }

    private int PopMark() => _marks.TryPop(out var mark) ? mark : throw input.Refuse("damaged: its description closes a group that was never opened");

    /// <summary>Takes everything above a place off the stack.</summary>
    private List<CheckpointNode> PopFrom(int start)
    {
        if (start < (_marks.TryPeek(out var mark) ? mark : 0) || start > _stack.Count)
            throw input.Refuse("damaged: its description takes a value that is not there");
        var taken = _stack.GetRange(start, _stack.Count - start);
        _stack.RemoveRange(start, taken.Count);
        return taken;
    }

    private void PushTuple(int start) => Push(new CheckpointList(PopFrom(start), true));

    private void Append(int start)
    {
        var items = PopFrom(start);
        if (Top() is not CheckpointList { IsTuple: false } list)
            throw input.Refuse("damaged: its description appends to something that is not a list");
        foreach (var item in items)
            list.Add(item);
    }

    private void SetItems(int start)
    {
        var items = PopFrom(start);
        if (Top() is not CheckpointMap map || items.Count % 2 != 0)
            throw input.Refuse("damaged: its description sets entries of something that is not a dictionary");
        for (var index = 0; index < items.Count; index += 2)
            map.Set(reductions.Key(items[index]), items[index + 1]);
    }

    private void Put(int index)
    {
        if (_memo.Count >= limits.Memo)
            throw input.Refuse($"its description remembers more than {limits.Memo} values");
        _memo[index] = Top();
    }

    private void Get(int index) =>
        Push(_memo.TryGetValue(index, out var node) ? node : throw input.Refuse($"damaged: its description recalls value {index}, which it never stored"));

    private CheckpointScalar ReadLong(int length)
    {
        var number = new BigInteger(input.ReadBytes(length));
        if (number == TorchMagic.Number)
            return CheckpointScalar.Of(TorchMagic.Text);
        return number >= long.MinValue && number <= long.MaxValue
            ? CheckpointScalar.Of((long)number)
            : throw input.Refuse("its description holds an integer beyond 64 bits");
    }

    private void PushGlobal()
    {
        var name = Pop() as CheckpointScalar;
        if (name?.Value is not string text || (Pop() as CheckpointScalar)?.Value is not string module)
            throw input.Refuse("damaged: its description names a constructor by something that is not text");
        Push(PickleConstructor.Find(input, module, text));
    }

    private void Reduce()
    {
        var arguments = PopTuple("the arguments of a constructor");
        if (Pop() is not PickleConstructor constructor)
            throw input.Refuse("damaged: its description calls something that is not a constructor");
        Push(reductions.Construct(constructor, arguments.Items));
    }

    private void Build()
    {
        var state = Pop();
        reductions.Build(Top(), state);
    }
}
