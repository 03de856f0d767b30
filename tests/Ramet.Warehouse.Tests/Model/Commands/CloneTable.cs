using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Syntax;

namespace Ramet.Warehouse.Tests.Model.Commands;

/// <summary>CLONE TABLE in all its forms. The model copies every row at once.</summary>
/// <param name="Source">The table that is cloned.</param>
/// <param name="Destination">The table that is made or changed.</param>
/// <param name="Partitions">The partitions that are named; empty for the whole table.</param>
/// <param name="WhenExists">What happens to an existing destination.</param>
internal sealed record CloneTable(TableSlot Source, TableSlot Destination, ImmutableList<int> Partitions, CloneWhenExists WhenExists) : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [Source, Destination];

    public override Expectation Expect(ModelWorld world)
    {
        var source = world.Find(Source);
        var named = Partitions.ConvertAll(choice => ModelPartition.Of(choice, Math.Max(1, source?.Levels ?? 1)));
        var sql = Sql(named);
        if (source is null)
            return Expectation.Refusal(sql, world, ErrorCode.TableNotFound, ErrorCode.TableAlreadyExists);

        var destination = world.Find(Destination);
        var scope = source.Partitions.Where(partition => named.IsEmpty || named.Contains(partition.Key)).ToList();
        return Expectation.Of(sql, world, [.. Reasons(source, destination, named)], () => world.With(Destination, Copy(source, destination, scope)));
    }

    public override IEnumerable<ModelCommand> Simpler() =>
        Partitions.Select((_, index) => this with { Partitions = Partitions.RemoveAt(index) });

    private string Sql(ImmutableList<ModelPartition> named)
    {
        var partitions = named.IsEmpty ? "" : " " + string.Join(", ", named.Select(partition => partition.Spec));
        var whenExists = WhenExists switch
        {
            CloneWhenExists.Fail => "",
            CloneWhenExists.Overwrite => " IF EXISTS OVERWRITE",
            CloneWhenExists.Ignore => " IF EXISTS IGNORE",
        };
        return $"CLONE TABLE {Source}{partitions} TO {Destination}{whenExists}";
    }

    private IEnumerable<ErrorCode> Reasons(ModelTable source, ModelTable? destination, ImmutableList<ModelPartition> named)
    {
        if (Source == Destination)
            yield return ErrorCode.SemanticError;
        if (!named.IsEmpty && !source.IsPartitioned)
            yield return ErrorCode.SemanticError;
        if (source.IsPartitioned && !named.TrueForAll(source.Partitions.ContainsKey))
            yield return ErrorCode.PartitionNotFound;
        if (destination is not null && WhenExists == CloneWhenExists.Fail)
            yield return ErrorCode.TableAlreadyExists;
        if (destination is not null && WhenExists != CloneWhenExists.Fail && !IsCompatible(source, destination))
            yield return ErrorCode.SemanticError;
        if (destination is { IsTransactional: true } && WhenExists != CloneWhenExists.Fail)
            yield return ErrorCode.SemanticError;
    }

    private static bool IsCompatible(ModelTable source, ModelTable destination) =>
        source.Levels == destination.Levels
        && source.Columns.SequenceEqual(destination.Columns)
        && source.IsTransactional == destination.IsTransactional;

    private ModelTable Copy(ModelTable source, ModelTable? destination, List<KeyValuePair<ModelPartition, ImmutableList<ImmutableList<string?>>>> scope)
    {
        var result = destination ?? source.Like();
        foreach (var (partition, rows) in scope)
        {
            var isKept = destination is not null && WhenExists == CloneWhenExists.Ignore && destination.Partitions.ContainsKey(partition);
            result = isKept ? result : result.Replace(partition, rows);
        }
        return result;
    }
}
