using Ramet.Sql.Syntax;

namespace Ramet.Sql.Writing;

/// <summary>Statements about materialized views.</summary>
public sealed partial class MaxComputeWriter
{
    private void WriteMaterializedViewStatement(Statement statement)
    {
        switch (statement)
        {
            case CreateMaterializedViewStatement create:
                Write("CREATE MATERIALIZED VIEW ");
                WriteIf(create.IfNotExists, "IF NOT EXISTS ");
                WritePart(create.View);
                WriteOptional(" LIFECYCLE ", create.Lifecycle, WritePart);
                WriteIf(create.IsDeferred, " BUILD DEFERRED");
                WriteListClause(" ", create.Columns, WritePart);
                WriteIf(create.IsRewriteDisabled, " DISABLE REWRITE");
                WriteOptional(" COMMENT ", create.Comment, WritePart);
                WriteListClause(" PARTITIONED BY ", create.PartitionedBy, WritePart);
                WriteListClause(" TBLPROPERTIES ", create.Properties, WritePart);
                WriteOptional(" AS ", create.Query, WriteQuery);
                break;
            case RebuildMaterializedViewStatement rebuild:
                WriteOptional("ALTER MATERIALIZED VIEW ", rebuild.View, WritePart);
                Write(" REBUILD");
                WriteOptional(" ", rebuild.Partition, WritePart);
                break;
            case SetRewriteStatement rewrite:
                WriteOptional("ALTER MATERIALIZED VIEW ", rewrite.View, WritePart);
                Write(rewrite.IsEnabled ? " ENABLE REWRITE" : " DISABLE REWRITE");
                break;
            case DropMaterializedViewStatement drop:
                WriteOptional(drop.IfExists ? "DROP MATERIALIZED VIEW IF EXISTS " : "DROP MATERIALIZED VIEW ", drop.View, WritePart);
                break;
            case ShowMaterializedViewsStatement show:
                Write("SHOW MATERIALIZED VIEWS");
                WriteOptional(" IN ", show.Project, WritePart);
                WriteOptional(" LIKE ", show.Pattern, WritePart);
                break;
            default:
                throw Unknown(statement);
        }
    }
}
