using System.Globalization;
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
                if (show.Days is { } days)
                    Write(string.Create(CultureInfo.InvariantCulture, $" FROM {days.First:yyyy-MM-dd} TO {days.Last:yyyy-MM-dd}"));
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
