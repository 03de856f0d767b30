using Ramet.Access;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Security;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Metadata;

/// <summary>Changes of projects that a program asks for by calls instead of statements, on behalf of the caller of a session.</summary>
/// <param name="session">On whose behalf.</param>
public sealed class ProjectEditor(Session session)
{
    /// <summary>Changes properties of a project as SETPROJECT does, all of them or none.</summary>
    /// <param name="name">The project.</param>
    /// <param name="properties">The new values by name; an empty value takes a property away, so that its default holds again.</param>
    /// <param name="cancellationToken">Ends the call early; nothing is changed then.</param>
    /// <exception cref="RametException">A property cannot have the value, or the caller may not change it.</exception>
    public void SetProperties(string name, IReadOnlyDictionary<string, string> properties, CancellationToken cancellationToken = default)
    {
        var statement = new SetProjectStatement(Key: null, Value: null) { Span = MetadataQuery.NoPlace };
        MetadataQuery.Change(
            session, statement, context => SetProjectStatements.Set(context, MetadataQuery.Name(name), properties, statement.Span), cancellationToken);
    }

    /// <summary>
    /// Changes flags of the security of a project as SET does, one after the other, so that the audit tells of each.
    /// </summary>
    /// <param name="name">The project.</param>
    /// <param name="flags">The flags, names of <see cref="SecurityFlags"/>, with their new values.</param>
    /// <param name="protectionException">What ProjectProtection excepts when it is switched on, a policy as JSON; empty for nothing.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="RametException">The caller may not change the configuration, or the exception is no policy.</exception>
    public void SetSecurityFlags(
        string name, IReadOnlyDictionary<string, bool> flags, string protectionException, CancellationToken cancellationToken = default)
    {
        foreach (var (flag, isOn) in flags)
        {
            var statement = new SetSecurityConfigurationStatement(flag, isOn, ExceptionFile: null) { Span = MetadataQuery.NoPlace };
            MetadataQuery.Change(
                session,
                statement,
                context => ConfigurationStatements.Set(
                    ManagedProject.Named(context, MetadataQuery.Name(name)), statement, () => Parse(protectionException, allowsPrincipals: true)),
                cancellationToken);
        }
    }

    /// <summary>Gives a role a policy, as PUT POLICY does.</summary>
    /// <param name="name">The project.</param>
    /// <param name="role">The role.</param>
    /// <param name="policy">The policy as JSON; empty for one that says nothing.</param>
    /// <param name="cancellationToken">Ends the call early; nothing is changed then.</param>
    /// <exception cref="RametException">There is no such role, the text is no policy, or the caller may not write it.</exception>
    public void PutRolePolicy(string name, string role, string policy, CancellationToken cancellationToken = default)
    {
        var statement = new PutPolicyStatement(new TextValue("(request)") { Span = MetadataQuery.NoPlace }, MetadataQuery.Name(role)) { Span = MetadataQuery.NoPlace };
        MetadataQuery.Change(
            session,
            statement,
            context => PolicyStatements.Put(
                ManagedProject.Named(context, MetadataQuery.Name(name)), statement.Role, () => Parse(policy, allowsPrincipals: false)),
            cancellationToken);
    }

    private static PolicyDocument Parse(string json, bool allowsPrincipals) =>
        string.IsNullOrWhiteSpace(json) ? PolicyDocument.Empty : PolicyDocument.Parse(json, allowsPrincipals);
}
