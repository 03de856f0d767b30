namespace Ramet.Access;

/// <summary>
/// ProjectProtection: data of a protected project stays in it, unless it flows to a trusted project or an exception allows it. It binds
/// the owner too, whose remedy is an exception or trust, which leave a trace.
/// </summary>
internal static class FlowRule
{
    /// <summary>The denial when data would flow where it may not; null when all is well.</summary>
    public static AccessDenied? Check(AccessRequest request, ProjectObject project)
    {
        var security = project.Security;
        if (!security.Configuration.ProjectProtection || request.Flow is not { } flow || flow.Destination?.Id == security.Project.Id)
            return null;
        if (flow.Destination is { } destination
            && security.TrustedProjects.TryGetValue(destination.Name, out var trusted) && trusted.Project.Id == destination.Id)
        {
            return null;
        }
        return security.ProtectionException.Says(PolicyEffect.Allow, request.Caller, request.Action, request.Object.ResourceName)
            && !security.ProtectionException.Says(PolicyEffect.Deny, request.Caller, request.Action, request.Object.ResourceName)
                ? null
                : Denials.Protected(request, project, flow);
    }
}
