namespace Ramet.DuckDb;

/// <summary>
/// A logical type of the engine: a small immutable tree. Two types are equal when their trees are. <see cref="ToString"/> writes the type
/// as SQL.
/// </summary>
public abstract class DuckDbType : IEquatable<DuckDbType>
{
    private DuckDbType(DuckDbKind kind, Type? storage, string sql)
    {
        Kind = kind;
        Storage = storage;
        Sql = sql;
    }

    /// <summary>The kind of type, by which callers branch.</summary>
    public DuckDbKind Kind { get; }

    /// <summary>
    /// The type <c>T</c> with which <see cref="DataVector.Values{T}"/> reads the values; null for kinds without values of a fixed width
    /// (text, bytes, STRUCT, UNION, fixed-length arrays).
    /// </summary>
    public Type? Storage { get; }

    /// <summary>How many bytes a value has in the engine's memory; 0 when <see cref="Storage"/> is null.</summary>
    internal int StorageBytes => Storage is null ? 0 : Type.GetTypeCode(Storage) switch
    {
        TypeCode.Boolean or TypeCode.SByte or TypeCode.Byte => 1,
        TypeCode.Int16 or TypeCode.UInt16 => 2,
        TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
        TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double => 8,
        _ => 16, // whole numbers of 128 bits, intervals, list entries
    };

    private string Sql { get; }

    /// <summary>A type without parts.</summary>
    public sealed class Scalar : DuckDbType
    {
        internal Scalar(DuckDbKind kind, string? alias)
            : base(kind, StorageOf(kind), alias ?? NameOf(kind))
        {
            Alias = alias;
        }

        /// <summary>A name under which the type was declared, for example <c>JSON</c>; null for the type itself.</summary>
        public string? Alias { get; }
    }

    /// <summary>DECIMAL(precision, scale).</summary>
    public sealed class Decimal : DuckDbType
    {
        internal Decimal(int precision, int scale)
            : base(DuckDbKind.Decimal, StorageOfDecimal(precision), $"DECIMAL({precision},{scale})")
        {
            Precision = precision;
            Scale = scale;
        }

        /// <summary>Number of digits, 1 to 38.</summary>
        public int Precision { get; }

        /// <summary>Number of digits behind the point, 0 to <see cref="Precision"/>.</summary>
        public int Scale { get; }
    }

    /// <summary>ENUM('label', ...).</summary>
    public sealed class Enum : DuckDbType
    {
        internal Enum(IReadOnlyList<string> labels)
            : base(DuckDbKind.Enum, StorageOfEnum(labels.Count), $"ENUM({string.Join(", ", labels.Select(SqlText.Literal))})")
        {
            Labels = labels;
            Utf8Labels = [.. labels.Select(System.Text.Encoding.UTF8.GetBytes)];
        }

        /// <summary>The labels in the order of their indexes, from 0.</summary>
        public IReadOnlyList<string> Labels { get; }

        internal byte[][] Utf8Labels { get; }
    }

    /// <summary>A list of any length: <c>element[]</c>.</summary>
    public sealed class List : DuckDbType
    {
        internal List(DuckDbType element)
            : base(DuckDbKind.List, typeof(ListEntry), $"{element}[]")
        {
            Element = element;
        }

        /// <summary>The type of the elements.</summary>
        public DuckDbType Element { get; }
    }

    /// <summary>An array of fixed length: <c>element[length]</c>.</summary>
    public sealed class Array : DuckDbType
    {
        internal Array(DuckDbType element, int length)
            : base(DuckDbKind.Array, null, $"{element}[{length}]")
        {
            Element = element;
            Length = length;
        }

        /// <summary>The type of the elements.</summary>
        public DuckDbType Element { get; }

        /// <summary>Number of elements in every value.</summary>
        public int Length { get; }
    }

    /// <summary>MAP(key, value).</summary>
    public sealed class Map : DuckDbType
    {
        internal Map(DuckDbType key, DuckDbType value)
            : base(DuckDbKind.Map, typeof(ListEntry), $"MAP({key}, {value})")
        {
            Key = key;
            Value = value;
            Entry = new Struct([new DuckDbField("key", key), new DuckDbField("value", value)]);
        }

        /// <summary>The type of the keys.</summary>
        public DuckDbType Key { get; }

        /// <summary>The type of the values.</summary>
        public DuckDbType Value { get; }

        /// <summary>The type of the elements that a map is made of: a struct of key and value.</summary>
        internal Struct Entry { get; }
    }

    /// <summary>STRUCT(name type, ...).</summary>
    public sealed class Struct : DuckDbType
    {
        internal Struct(IReadOnlyList<DuckDbField> fields)
            : base(DuckDbKind.Struct, null, $"STRUCT({string.Join(", ", fields)})")
        {
            Fields = fields;
        }

        /// <summary>The fields in their order.</summary>
        public IReadOnlyList<DuckDbField> Fields { get; }
    }

    /// <summary>UNION(name type, ...).</summary>
    public sealed class Union : DuckDbType
    {
        internal Union(IReadOnlyList<DuckDbField> members)
            : base(DuckDbKind.Union, null, $"UNION({string.Join(", ", members)})")
        {
            Members = members;
        }

        /// <summary>The members in the order of their tags, from 0.</summary>
        public IReadOnlyList<DuckDbField> Members { get; }
    }

    /// <inheritdoc/>
    public sealed override string ToString() => Sql;

    /// <inheritdoc/>
    // The SQL text names every part of the tree.
    public bool Equals(DuckDbType? other) => other is not null && Sql == other.Sql;

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as DuckDbType);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => Sql.GetHashCode(StringComparison.Ordinal);

    private static Type? StorageOf(DuckDbKind kind) => kind switch
    {
        DuckDbKind.Boolean => typeof(bool),
        DuckDbKind.TinyInt => typeof(sbyte),
        DuckDbKind.SmallInt => typeof(short),
        DuckDbKind.Integer or DuckDbKind.Date => typeof(int),
        DuckDbKind.BigInt or DuckDbKind.Time or DuckDbKind.TimeNanos or DuckDbKind.Timestamp or DuckDbKind.TimestampTz
            or DuckDbKind.TimestampSeconds or DuckDbKind.TimestampMillis or DuckDbKind.TimestampNanos => typeof(long),
        DuckDbKind.UTinyInt => typeof(byte),
        DuckDbKind.USmallInt => typeof(ushort),
        DuckDbKind.UInteger => typeof(uint),
        DuckDbKind.UBigInt or DuckDbKind.TimeTz => typeof(ulong),
        DuckDbKind.HugeInt => typeof(Int128),
        DuckDbKind.UHugeInt => typeof(UInt128),
        DuckDbKind.Float => typeof(float),
        DuckDbKind.Double => typeof(double),
        DuckDbKind.Interval => typeof(DuckDbInterval),
        DuckDbKind.Uuid => typeof(Int128),
        _ => null,
    };

    private static Type StorageOfDecimal(int precision) => precision switch
    {
        <= 4 => typeof(short),
        <= 9 => typeof(int),
        <= 18 => typeof(long),
        _ => typeof(Int128),
    };

    private static Type StorageOfEnum(int labelCount) => labelCount switch
    {
        <= byte.MaxValue => typeof(byte),
        <= ushort.MaxValue => typeof(ushort),
        _ => typeof(uint),
    };

    private static string NameOf(DuckDbKind kind) => kind switch
    {
        DuckDbKind.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        DuckDbKind.TimeTz => "TIME WITH TIME ZONE",
        DuckDbKind.TimestampSeconds => "TIMESTAMP_S",
        DuckDbKind.TimestampMillis => "TIMESTAMP_MS",
        DuckDbKind.TimestampNanos => "TIMESTAMP_NS",
        DuckDbKind.TimeNanos => "TIME_NS",
        DuckDbKind.Null => "\"NULL\"",
        _ => kind.ToString().ToUpperInvariant(),
    };
}
