using Ramet.Sql.Syntax;

namespace Ramet.Sql.Writing;

/// <summary>Statements about jobs.</summary>
public sealed partial class MaxComputeWriter
{
    private void WriteJobStatement(JobStatement statement)
    {
        switch (statement)
        {
            case ShowInstancesStatement show:
                Write("SHOW INSTANCES");
                WriteOptional(" ", show.Days, WritePart);
                WriteOptional(" ", show.Count, WritePart);
                break;
            case TopInstanceStatement:
                Write("TOP INSTANCE");
                break;
            case DescribeInstanceStatement describe:
                WriteOptional("DESC INSTANCE ", describe.Instance, WritePart);
                break;
            case InstanceStatusStatement status:
                WriteOptional("STATUS ", status.Instance, WritePart);
                break;
            case KillInstanceStatement kill:
                WriteOptional(kill.IsSync ? "KILL -sync " : "KILL ", kill.Instance, WritePart);
                break;
            case WaitInstanceStatement wait:
                WriteOptional("WAIT ", wait.Instance, WritePart);
                break;
            default:
                throw Unknown(statement);
        }
    }
}
