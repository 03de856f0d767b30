using System.Globalization;
using Ramet.Errors;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>
/// The settings of a session that change what a query means. The defaults are those of a new project: edition 2.0 of the types.
/// </summary>
public sealed record BinderSettings
{
    private const string TypeSystem2Name = "odps.sql.type.system.odps2";
    private const string Decimal2Name = "odps.sql.decimal.odps2";
    private const string HiveCompatibleName = "odps.sql.hive.compatible";
    private const string AllowFullScanName = "odps.sql.allow.fullscan";
    private const string ValidateOrderByLimitName = "odps.sql.validate.orderby.limit";
    private const string GroupByPositionName = "odps.sql.groupby.position.alias";
    private const string GroupByPositionHiveName = "hive.groupby.position.alias";
    private const string OrderByPositionHiveName = "hive.orderby.position.alias";
    private const string OrderByPositionName = "odps.sql.orderby.position.alias";

    private const string RecursionName = "odps.sql.rcte.max.iterate.num";
    private const int RecursionLimit = 100;

    /// <summary>The settings of a new project.</summary>
    public static readonly BinderSettings Default = new();

    /// <summary><c>odps.sql.type.system.odps2</c>: the types of edition 2.0 exist, and integer literals are INT.</summary>
    public bool TypeSystem2 { get; init; } = true;

    /// <summary><c>odps.sql.decimal.odps2</c>: DECIMAL has a precision and a scale.</summary>
    public bool Decimal2 { get; init; } = true;

    /// <summary><c>odps.sql.hive.compatible</c>: where MaxCompute and Hive differ, Hive's rule holds.</summary>
    public bool HiveCompatible { get; init; }

    /// <summary><c>odps.sql.allow.fullscan</c>: a partitioned table may be read without a condition on its partitions.</summary>
    public bool AllowFullScan { get; init; }

    /// <summary><c>odps.sql.validate.orderby.limit</c>: ORDER BY without LIMIT is refused.</summary>
    public bool ValidateOrderByLimit { get; init; } = true;

    /// <summary><c>odps.sql.groupby.position.alias</c>: an integer in GROUP BY is a position in the select list.</summary>
    public bool GroupByPosition { get; init; }

    /// <summary><c>odps.sql.orderby.position.alias</c>: an integer in ORDER BY is a position in the select list.</summary>
    public bool OrderByPosition { get; init; }

    /// <summary><c>odps.sql.rcte.max.iterate.num</c>: how often a recursive query may be computed anew, 1 to 100.</summary>
    public int RecursionMax { get; init; } = 10;

    /// <summary>Reads the settings out of a session's SET values. Settings that the binder does not know are of no concern here.</summary>
    /// <param name="values">Values by name, as SET gave them; a missing or unreadable flag keeps its default.</param>
    public static BinderSettings Parse(IReadOnlyDictionary<string, string> values) => new()
    {
        TypeSystem2 = Flag(values, Default.TypeSystem2, TypeSystem2Name),
        Decimal2 = Flag(values, Default.Decimal2, Decimal2Name),
        HiveCompatible = Flag(values, Default.HiveCompatible, HiveCompatibleName),
        AllowFullScan = Flag(values, Default.AllowFullScan, AllowFullScanName),
        ValidateOrderByLimit = Flag(values, Default.ValidateOrderByLimit, ValidateOrderByLimitName),
        GroupByPosition = Flag(values, Default.GroupByPosition, GroupByPositionName, GroupByPositionHiveName),
        OrderByPosition = Flag(values, Default.OrderByPosition, OrderByPositionName, OrderByPositionHiveName),
        RecursionMax = values.TryGetValue(RecursionName, out var count) && IsCount(count) ? Math.Min(int.Parse(count, CultureInfo.InvariantCulture), RecursionLimit) : Default.RecursionMax,
    };

    /// <summary>
    /// The settings by their names, as <see cref="Parse"/> reads them: what a text that is kept, such as that of a view, has to be kept with.
    /// <see cref="AllowFullScan"/> and <see cref="RecursionMax"/> are not among them: they say what may be done, not what the text means.
    /// </summary>
    public IReadOnlyDictionary<string, string> ToValues() => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [TypeSystem2Name] = Text(TypeSystem2),
        [Decimal2Name] = Text(Decimal2),
        [HiveCompatibleName] = Text(HiveCompatible),
        [ValidateOrderByLimitName] = Text(ValidateOrderByLimit),
        [GroupByPositionName] = Text(GroupByPosition),
        [OrderByPositionName] = Text(OrderByPosition),
    };

    /// <summary>Whether a setting of this name is one that the binder knows; its value is <c>true</c> or <c>false</c>.</summary>
    public static bool IsFlag(string name) => name is TypeSystem2Name or Decimal2Name or HiveCompatibleName or AllowFullScanName
        or ValidateOrderByLimitName or GroupByPositionName or OrderByPositionName or GroupByPositionHiveName or OrderByPositionHiveName;

    /// <summary>Whether a setting of this name is one that the binder knows; its value is a whole number from 1.</summary>
    public static bool IsNumber(string name) => name == RecursionName;

    /// <summary>Whether a text is a whole number from 1.</summary>
    public static bool IsCount(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0;

    /// <summary>The type that a written type stands for: in edition 1.0 INT means BIGINT, and the newer types do not exist.</summary>
    /// <param name="type">The type as written.</param>
    /// <param name="span">Where it was written.</param>
    /// <exception cref="RametException">The type belongs to edition 2.0, which is switched off.</exception>
    public DataType Effective(DataType type, SourceSpan span)
    {
        if (TypeSystem2)
            return type;
        return type.Kind switch
        {
            TypeKind.Int => DataType.BigInt,
            TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Float or TypeKind.VarChar or TypeKind.Char or TypeKind.Binary or TypeKind.Date
                or TypeKind.Timestamp or TypeKind.TimestampNtz or TypeKind.Json =>
                throw BindingErrors.Semantic(
                    $"{TypeName.Word(type.Kind)} type is not enabled in current mode. "
                    + "Please set odps.sql.type.system.odps2=true to use it.", span),
            _ => type,
        };
    }

    private static string Text(bool value) => value ? "true" : "false";

    private static bool Flag(IReadOnlyDictionary<string, string> values, bool defaultValue, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (values.TryGetValue(name, out var text) && bool.TryParse(text.Trim(), out var value))
                return value;
        }
        return defaultValue;
    }
}
