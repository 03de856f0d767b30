using Ramet.Access;
using Ramet.Server.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Metadata;

namespace Ramet.Server.Rest;

/// <summary>The security configuration of a project as a document.</summary>
internal static class SecurityConfigurationRoutes
{
    private const string ExternalAccess = "EnableExternalResourceAccessControl";
    private const string ExternalAccessFlag = "CheckExternalResourcePermissionEnable";

    /// <summary>The elements that can be changed, each with its flag and its value of now.</summary>
    private static readonly (string Element, string Flag, Func<SecurityConfiguration, bool> Read)[] Flags =
    [
        ("CheckPermissionUsingAcl", SecurityFlags.CheckPermissionUsingAcl, static configuration => configuration.CheckPermissionUsingAcl),
        ("CheckPermissionUsingPolicy", SecurityFlags.CheckPermissionUsingPolicy, static configuration => configuration.CheckPermissionUsingPolicy),
        ("LabelSecurity", SecurityFlags.LabelSecurity, static configuration => configuration.LabelSecurity),
        ("ObjectCreatorHasAccessPermission", SecurityFlags.ObjectCreatorHasAccessPermission, static configuration => configuration.ObjectCreatorHasAccessPermission),
        ("ObjectCreatorHasGrantPermission", SecurityFlags.ObjectCreatorHasGrantPermission, static configuration => configuration.ObjectCreatorHasGrantPermission),
        ("EnableDownloadPrivilege", SecurityFlags.EnableDownloadPrivilege, static configuration => configuration.EnableDownloadPrivilege),
    ];

    /// <summary>What is always so.</summary>
    private static readonly (string Element, bool Value)[] Fixed =
    [
        ("CheckPermissionUsingAclV2", false),
        ("CheckPermissionUsingPackage", true),
        ("CheckPermissionUsingPackageV2", false),
        ("CheckPermissionUsingPolicyV2", false),
        ("SupportACL", true),
        ("SupportPolicy", true),
        ("SupportPackage", true),
        ("SupportACLV2", false),
        ("SupportPackageV2", false),
        ("CreatePackage", true),
        ("CreatePackageV2", false),
        ("EnableTenantResourceAccessControl", false),
        ("EnableRAMResourceAccessControl", false),
    ];

    public static void Register(RouteTable routes)
    {
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}?security_configuration", Get);
        routes.Add(RouteProtocol.Rest, "PUT /projects/{project}?security_configuration", Put);
    }

    private static Task Get(ServerRequest request)
    {
        using var session = request.OpenSession();
        var settings = new ProjectReader(session).GetSecuritySettings(request["project"], request.Aborted);
        return request.ReplyXml(xml => Write(xml, settings));
    }

    /// <summary>Clients send the whole document back: only what differs is a change.</summary>
    private static async Task Put(ServerRequest request)
    {
        var body = await request.ReadXml("SecurityConfiguration");
        foreach (var (element, value) in Fixed)
            RefuseOther(element, value, Flag(body.Element(element)?.Value, element));
        var external = body.Element(ExternalAccess)?.Attribute(ExternalAccessFlag)?.Value;
        RefuseOther(ExternalAccess, false, Flag(external, ExternalAccessFlag));
        using var session = request.OpenSession();
        var now = new ProjectReader(session).GetSecuritySettings(request["project"], request.Aborted);
        var changed = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var (element, flag, read) in Flags)
        {
            if (Flag(body.Element(element)?.Value, element) is { } value && value != read(now.Configuration))
                changed[flag] = value;
        }
        var protection = body.Element("ProjectProtection");
        var exception = protection?.Element("Exceptions")?.Value ?? "";
        if (Flag(protection?.Attribute("Protected")?.Value, "Protected") is { } isProtected
            && (isProtected != now.Configuration.ProjectProtection || (isProtected && exception != now.ProtectionException)))
        {
            changed[SecurityFlags.ProjectProtection] = isProtected;
        }
        new ProjectEditor(session).SetSecurityFlags(request["project"], changed, exception, request.Aborted);
        await request.ReplyEmpty();
    }

    private static void Write(XmlReplyWriter xml, ProjectSecuritySettings settings)
    {
        xml.Begin("SecurityConfiguration");
        foreach (var (element, _, read) in Flags)
            xml.Element(element, read(settings.Configuration));
        foreach (var (element, value) in Fixed)
            xml.Element(element, value);
        xml.Element("AuthorizationVersion", "1.0")
            .Element("GrammarVersion", "1.0")
            .Begin("ProjectProtection").Attribute("Protected", settings.Configuration.ProjectProtection ? "true" : "false")
            .Element("Exceptions", settings.ProtectionException)
            .End()
            .Begin(ExternalAccess).Attribute(ExternalAccessFlag, "false").End()
            .End();
    }

    /// <summary>A switch that would be without effect must not look as if it had one.</summary>
    private static void RefuseOther(string element, bool value, bool? asked)
    {
        if (asked is { } other && other != value)
            throw new ProtocolException(WireError.NotSupported, $"{element} is always {(value ? "true" : "false")} here.");
    }

    private static bool? Flag(string? text, string name)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return bool.TryParse(text, out var value)
            ? value
            : throw new ProtocolException(WireError.InvalidParameter, $"{name} is true or false, found '{text}'.");
    }
}
