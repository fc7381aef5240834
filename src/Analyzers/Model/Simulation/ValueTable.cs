using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>The things that a simulation has named, and where each comes from. Naming the same origin twice gives the same thing.</summary>
internal sealed class ValueTable
{
    private readonly List<Entry> _entries = new();
    private readonly Dictionary<object, int> _byOrigin = new();
    private readonly Dictionary<object, int> _frames = new();

    public ValueTable(INamedTypeSymbol type)
    {
        _entries.Add(new Entry(AbstractValue.ThisThing, type, Member: null, IsPassing: false, CreatedHere: false));
    }

    /// <summary>What a slot held before the first call.</summary>
    public int Initial(Slot slot, ITypeSymbol? type)
    {
        return Name((slot, "initial"), slot.Owner, type, slot.Key as ISymbol);
    }

    /// <summary>A value that the operation got in the frame, out of another thing or from nowhere known.</summary>
    public int Made(object operation, int frame, int? from, ITypeSymbol? type)
    {
        return Name((operation, frame), from ?? NoOwner, type, member: null, isPassing: from is null, isGotHere: true);
    }

    /// <summary>An object that the operation created in the frame.</summary>
    public int Created(object operation, int frame, ITypeSymbol? type)
    {
        return Name((operation, frame), NoOwner, type, member: null, isPassing: true, createdHere: true, isGotHere: true);
    }

    /// <summary>An object that the operation created in the frame around another: it acts on what it was given.</summary>
    public int Wrapped(object operation, int frame, int around, ITypeSymbol? type)
    {
        return Name((operation, frame), around, type, member: null, createdHere: true, isGotHere: true);
    }

    /// <summary>A value that stands for several: of a slot at a place where paths were joined, or after it may have changed.</summary>
    public int Unsure(object reason, Slot slot, ITypeSymbol? type)
    {
        return Name((slot, reason), slot.Owner, type, slot.Key as ISymbol);
    }

    /// <summary>The thing that this one is a part of, or was got from: the value of a member of the instance, at last.</summary>
    public int RootOf(int thing)
    {
        return _entries[thing].Root;
    }

    public ITypeSymbol? TypeOf(int thing)
    {
        return _entries[thing].Type;
    }

    /// <summary>The member of the instance, or the static member, through which the thing was reached.</summary>
    public ISymbol? MemberOf(int thing)
    {
        return _entries[_entries[thing].Root].Member;
    }

    /// <summary>True when the simulated call made the thing itself, out of nothing that it was reached through.</summary>
    public bool IsCreatedHere(int thing)
    {
        return _entries[_entries[thing].Root].CreatedHere;
    }

    /// <summary>True when the simulated call made this very object, so that its type is known to be exactly that.</summary>
    public bool IsNew(int thing)
    {
        return _entries[thing].CreatedHere;
    }

    /// <summary>True when an operation of the simulated call came by the thing, whatever it is a part of.</summary>
    public bool IsGotHere(int thing)
    {
        return _entries[thing].IsGotHere;
    }

    /// <summary>
    /// The object that two calls both reach, if it is the same in both; null when the call itself came by it, so that
    /// nothing tells whether the other call's is the same.
    /// </summary>
    public int? IdentityOf(int thing)
    {
        var root = _entries[thing].Root;
        return _entries[root].IsPassing ? null : root;
    }

    /// <summary>A fact that holds for every value of the thing's type.</summary>
    public ValueFact InherentFact(int thing)
    {
        if (thing == AbstractValue.ThisThing)
            return ValueFact.Present;

        var type = _entries[thing].Type;
        return type?.SpecialType == SpecialType.System_Boolean ? ValueFact.Truth
            : type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T } ? ValueFact.Present
            : ValueFact.Nothing;
    }

    /// <summary>
    /// Marks a value of the second call that the first may have changed in a way nobody can know: it gets the benefit of
    /// the doubt.
    /// </summary>
    public void MarkDoubtful(int thing)
    {
        _entries[thing] = _entries[thing] with { IsDoubtful = true };
    }

    public bool IsDoubtful(int thing)
    {
        return _entries[thing].IsDoubtful;
    }

    /// <summary>The number of a frame: the same call site reached the same way has the same number.</summary>
    public int FrameOf(int caller, object callSite)
    {
        var key = (caller, callSite);
        if (!_frames.TryGetValue(key, out var frame))
            _frames.Add(key, frame = _frames.Count + 1);

        return frame;
    }

    private const int NoOwner = -1;

    private int Name(object origin, int owner, ITypeSymbol? type, ISymbol? member, bool isPassing = false, bool createdHere = false, bool isGotHere = false)
    {
        if (_byOrigin.TryGetValue(origin, out var known))
            return known;

        var thing = _entries.Count;
        var isPartOfAnother = owner > AbstractValue.ThisThing && owner != Slot.Statics;
        _entries.Add(new Entry(isPartOfAnother ? _entries[owner].Root : thing, type, member, isPassing, createdHere) { IsGotHere = isGotHere });
        _byOrigin.Add(origin, thing);
        return thing;
    }

    private sealed record Entry(int Root, ITypeSymbol? Type, ISymbol? Member, bool IsPassing, bool CreatedHere)
    {
        public bool IsDoubtful { get; init; }

        public bool IsGotHere { get; init; }
    }
}
