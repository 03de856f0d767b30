using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ramet.Access;

namespace Ramet.Catalog.Sqlite;

/// <summary>
/// Rows of a project's security as JSON objects. They are written and read by hand: a serializer that looks at types would cost every
/// process tens of milliseconds.
/// </summary>
internal static class SecurityEntryJson
{
    /// <summary>The name of the row's type, as it is stored.</summary>
    public static string KindOf(SecurityEntry entry) => entry switch
    {
        ConfigurationEntry => "configuration",
        ProtectionExceptionEntry => "protection exception",
        MemberEntry => "member",
        RoleEntry => "role",
        RoleMemberEntry => "role member",
        AclEntry => "acl",
        RolePolicyEntry => "role policy",
        TrustedProjectEntry => "trusted project",
        PackageEntry => "package",
        PackageItemEntry => "package item",
        PackageInstallerEntry => "package installer",
        InstalledPackageEntry => "installed package",
        LabelEntry => "label",
        ClearanceEntry => "clearance",
        LabelGrantEntry => "label grant",
        _ => throw new ArgumentException($"Entry {entry.GetType().Name} is unknown.", nameof(entry)),
    };

    /// <summary>The row as a JSON object.</summary>
    public static string Write(SecurityEntry entry) => ToJson(entry).ToJsonString();

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">It did not.</exception>
    public static SecurityEntry Read(string kind, string text)
    {
        var json = JsonNode.Parse(text)!.AsObject();
        return kind switch
        {
            "configuration" => new ConfigurationEntry(Configuration(json)),
            "protection exception" => new ProtectionExceptionEntry(PolicyDocument.Parse(Text(json, "policy"), allowsPrincipals: true)),
            "member" => new MemberEntry(PrincipalOf(json), (string?)json["comment"]),
            "role" => new RoleEntry(Text(json, "name"), Enum.Parse<RoleType>(Text(json, "type"))),
            "role member" => new RoleMemberEntry(Text(json, "role"), PrincipalOf(json)),
            "acl" => new AclEntry(SubjectOf(json), ObjectOf(json), Items(json, "terms", GrantTermOf)),
            "role policy" => new RolePolicyEntry(Text(json, "role"), PolicyDocument.Parse(Text(json, "policy"), allowsPrincipals: false)),
            "trusted project" => new TrustedProjectEntry(ProjectOf(json["project"]!)),
            "package" => new PackageEntry(Text(json, "name"), PrincipalOf(json), Time(json["created"])!.Value),
            "package item" => new PackageItemEntry(Text(json, "package"), ObjectOf(json), Actions(json)!.Value),
            "package installer" => new PackageInstallerEntry(
                Text(json, "package"),
                json["project"] is { } project ? ProjectOf(project) : null,
                Actions(json),
                (int?)json["label"],
                Time(json["expires"])),
            "installed package" => new InstalledPackageEntry(ProjectOf(json["project"]!), Text(json, "package"), Time(json["installed"])!.Value),
            "label" => new LabelEntry(ObjectOf(json), (int)json["label"]!, ColumnLabels(json)),
            "clearance" => new ClearanceEntry(PrincipalOf(json), (int)json["label"]!),
            "label grant" => new LabelGrantEntry(SubjectOf(json), ObjectOf(json), Items(json, "terms", LabelTermOf)),
            _ => throw new JsonException($"The catalog holds a security entry of the unknown kind '{kind}'."),
        };
    }

    private static JsonObject ToJson(SecurityEntry entry) => entry switch
    {
        ConfigurationEntry configuration => ToJson(configuration.Configuration),
        ProtectionExceptionEntry exception => new() { ["policy"] = exception.Policy.ToJson() },
        MemberEntry member => new() { ["principal"] = member.Principal.ToString(), ["comment"] = member.Comment },
        RoleEntry role => new() { ["name"] = role.Name, ["type"] = role.Type.ToString() },
        RoleMemberEntry member => new() { ["role"] = member.Role, ["principal"] = member.Principal.ToString() },
        AclEntry acl => new() { ["subject"] = acl.Subject.ToString(), ["object"] = acl.Object.ToString(), ["terms"] = Array(acl.Terms, ToJson) },
        RolePolicyEntry policy => new() { ["role"] = policy.Role, ["policy"] = policy.Policy.ToJson() },
        TrustedProjectEntry trusted => new() { ["project"] = ToJson(trusted.Project) },
        PackageEntry package => new()
        {
            ["name"] = package.Name,
            ["principal"] = package.Creator.ToString(),
            ["created"] = package.CreatedAt.ToColumn(),
        },
        PackageItemEntry item => new() { ["package"] = item.Package, ["object"] = item.Object.ToString(), ["actions"] = ToJson(item.Actions) },
        PackageInstallerEntry installer => new()
        {
            ["package"] = installer.Package,
            ["project"] = installer.Project is { } project ? ToJson(project) : null,
            ["actions"] = installer.Actions is { } actions ? ToJson(actions) : null,
            ["label"] = installer.Label,
            ["expires"] = installer.ExpiresAt?.ToColumn(),
        },
        InstalledPackageEntry installed => new()
        {
            ["project"] = ToJson(installed.Source),
            ["package"] = installed.Package,
            ["installed"] = installed.InstalledAt.ToColumn(),
        },
        LabelEntry label => new() { ["object"] = label.Object.ToString(), ["label"] = label.Label, ["columns"] = ToJson(label.Columns) },
        ClearanceEntry clearance => new() { ["principal"] = clearance.Principal.ToString(), ["label"] = clearance.Label },
        LabelGrantEntry grant => new()
        {
            ["subject"] = grant.Subject.ToString(),
            ["object"] = grant.Object.ToString(),
            ["terms"] = Array(grant.Terms, ToJson),
        },
        _ => throw new ArgumentException($"Entry {entry.GetType().Name} is unknown.", nameof(entry)),
    };

    private static JsonObject ToJson(SecurityConfiguration configuration) => new()
    {
        ["acl"] = configuration.CheckPermissionUsingAcl,
        ["policy"] = configuration.CheckPermissionUsingPolicy,
        ["creatorAccess"] = configuration.ObjectCreatorHasAccessPermission,
        ["creatorGrant"] = configuration.ObjectCreatorHasGrantPermission,
        ["labels"] = configuration.LabelSecurity,
        ["protection"] = configuration.ProjectProtection,
        ["download"] = configuration.EnableDownloadPrivilege,
        ["enabled"] = configuration.IsEnabled,
        ["ram"] = configuration.AcceptsRam,
        ["ipWhiteList"] = configuration.IpWhiteList.Text,
    };

    private static SecurityConfiguration Configuration(JsonObject json) => new()
    {
        CheckPermissionUsingAcl = (bool)json["acl"]!,
        CheckPermissionUsingPolicy = (bool)json["policy"]!,
        ObjectCreatorHasAccessPermission = (bool)json["creatorAccess"]!,
        ObjectCreatorHasGrantPermission = (bool)json["creatorGrant"]!,
        LabelSecurity = (bool)json["labels"]!,
        ProjectProtection = (bool)json["protection"]!,
        EnableDownloadPrivilege = (bool)json["download"]!,
        IsEnabled = (bool)json["enabled"]!,
        AcceptsRam = (bool)json["ram"]!,
        IpWhiteList = IpWhiteList.Parse(Text(json, "ipWhiteList")),
    };

    private static JsonObject ToJson(GrantTerm term) => new()
    {
        ["actions"] = ToJson(term.Actions),
        ["column"] = term.Column,
        ["expires"] = term.ExpiresAt?.ToColumn(),
        ["condition"] = term.Condition?.ToString(),
    };

    private static GrantTerm GrantTermOf(JsonObject json) => new(Actions(json)!.Value, (string?)json["column"], Time(json["expires"]))
    {
        Condition = (string?)json["condition"] is { } condition ? PolicyCondition.Parse(condition) : null,
    };

    private static JsonObject ToJson(LabelTerm term) => new()
    {
        ["label"] = term.Label,
        ["column"] = term.Column,
        ["expires"] = term.ExpiresAt.ToColumn(),
    };

    private static LabelTerm LabelTermOf(JsonObject json) => new((int)json["label"]!, (string?)json["column"], Time(json["expires"])!.Value);

    private static JsonObject ToJson(ProjectReference project) => new() { ["id"] = project.Id, ["name"] = project.Name };

    private static ProjectReference ProjectOf(JsonNode json) => new((long)json["id"]!, (string)json["name"]!);

    private static JsonArray ToJson(ActionSet actions) => [.. actions.Actions.Select(static action => JsonValue.Create(action.ToString()))];

    /// <summary>The actions; null when there is no such property.</summary>
    private static ActionSet? Actions(JsonObject json) => json["actions"] is JsonArray names
        ? ActionSet.Of([.. names.Select(static name => Enum.Parse<AccessAction>((string)name!))])
        : null;

    private static JsonObject ToJson(ImmutableSortedDictionary<string, int> labels) =>
        new(labels.Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    private static ImmutableSortedDictionary<string, int> ColumnLabels(JsonObject json) => json["columns"]!.AsObject()
        .ToImmutableSortedDictionary(static pair => pair.Key, static pair => (int)pair.Value!, StringComparer.OrdinalIgnoreCase);

    private static JsonArray Array<T>(ImmutableArray<T> items, Func<T, JsonObject> write) => [.. items.Select(write)];

    private static ImmutableArray<T> Items<T>(JsonObject json, string name, Func<JsonObject, T> read) =>
        [.. json[name]!.AsArray().Select(item => read(item!.AsObject()))];

    private static Subject SubjectOf(JsonObject json) => Subject.Parse(Text(json, "subject"));

    private static ObjectKey ObjectOf(JsonObject json) => ObjectKey.Parse(Text(json, "object"));

    private static Principal PrincipalOf(JsonObject json) => Principal.Parse(Text(json, "principal"));

    private static string Text(JsonObject json, string name) =>
        (string?)json[name] ?? throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"'{name}' is missing."));

    private static DateTimeOffset? Time(JsonNode? json) => json is null ? null : DateTimeOffset.FromUnixTimeMilliseconds((long)json);
}
