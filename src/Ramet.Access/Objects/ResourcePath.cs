namespace Ramet.Access;

/// <summary>How resource names spell the types of objects: <c>projects/p/tables/t</c>.</summary>
public static class ResourcePath
{
    /// <summary>What stands before every resource name in policies and errors.</summary>
    public const string Prefix = "acs:odps:*:";

    /// <summary>The part of the path that says what an object of a project is.</summary>
    public static string Of(ObjectType type) => type switch
    {
        ObjectType.Project => "projects",
        ObjectType.Schema => "schemas",
        ObjectType.Table => "tables",
        ObjectType.Function => "registration/functions",
        ObjectType.Resource => "resources",
        ObjectType.Instance => "instances",
        ObjectType.Model => "models",
        ObjectType.Package => "packages",
    };
}
