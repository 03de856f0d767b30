using System.Text.Json.Nodes;
using Ramet.Access;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Sessions;

namespace Ramet.Warehouse.Statements;

/// <summary>USE, SET, UNSET, SHOW FLAGS, WHOAMI: statements about the session alone.</summary>
internal static class SessionStatements
{
    public static StatementResult Use(StatementContext context, UseStatement statement)
    {
        var project = context.RequireProject(statement.Project, AccessAction.Use, statement.Project.Span);
        context.Session.Project = project.Name;
        return context.Done();
    }

    public static StatementResult Set(StatementContext context, SetStatement statement)
    {
        SessionSettings.Check(statement.Key, statement.Value, statement.Span);
        context.Session.Settings = context.Session.Settings.With(statement.Key, statement.Value);
        return context.Done();
    }

    public static StatementResult Unset(StatementContext context, UnsetStatement statement)
    {
        context.Session.Settings = context.Session.Settings.Without(statement.Key);
        return context.Done();
    }

    public static StatementResult ShowFlags(StatementContext context)
    {
        var data = new JsonObject();
        foreach (var (name, value) in context.Session.Settings.Values)
            data[name] = value;
        return context.Show(context.Session.Settings.ToString(), data);
    }

    public static StatementResult WhoAmI(StatementContext context)
    {
        var project = context.Session.Project;
        var address = context.Session.SourceAddress?.ToString() ?? "local";
        var text = $"Name: {context.Caller}\nSource IP: {address}\nEnd_Point: {context.Warehouse.Directory}\nProject: {project ?? ""}\nSchema: default\n";
        return context.Show(text, new JsonObject
        {
            ["Name"] = context.Caller.ToString(),
            ["SourceIp"] = address,
            ["End_Point"] = context.Warehouse.Directory,
            ["Project"] = project,
            ["Schema"] = "default",
        });
    }
}
