using System.Collections.Immutable;

namespace Ramet.Access;

/// <summary>
/// No read-up: who reads a column needs a clearance at least as high as its label, or a grant of the label. Only the owner of the project
/// is exempt. Creators and administrators are not: an administrator who raises his own clearance leaves a trace in the audit.
/// </summary>
internal static class LabelRule
{
    /// <summary>The denial when a column is above what the caller may read; null when all is well.</summary>
    /// <param name="request">A request that is allowed otherwise.</param>
    /// <param name="security">The security of the object's project.</param>
    /// <param name="clearance">Up to which level the caller may read without a grant.</param>
    public static AccessDenied? Check(AccessRequest request, ProjectSecurity security, int clearance)
    {
        if (!security.Configuration.LabelSecurity
            || request is not { Action: AccessAction.Select or AccessAction.Download, Object: SecuredObject { Key: { } key } }
            || !security.Labels.TryGetValue(key, out var labels))
        {
            return null;
        }
        if (request.Columns is not { } columns)
            columns = [.. labels.Columns.Keys]; // as a whole: every label counts
        var terms = TermsOf(request, security, key);
        var above = columns.Where(column => !MayRead(labels.Of(column), clearance, column, terms)).ToImmutableArray();
        if (!above.IsEmpty)
            return Denials.AboveLabel(request, above, clearance);
        return request.Columns is null && !MayRead(labels.Label, clearance, column: null, terms) ? Denials.AboveLabel(request, [], clearance) : null;
    }

    private static bool MayRead(int label, int clearance, string? column, List<LabelTerm> terms) =>
        label <= clearance
        || terms.Exists(term => term.Label >= label
            && (term.Column is null || string.Equals(term.Column, column, StringComparison.OrdinalIgnoreCase)));

    private static List<LabelTerm> TermsOf(AccessRequest request, ProjectSecurity security, ObjectKey key)
    {
        var (caller, bySubject) = (request.Caller, security.LabelGrantsOn(key));
        return security.RolesOf(caller.Principal).Select(Subject.Of).Prepend(Subject.Of(caller.Principal))
            .Select(subject => bySubject.GetValueOrDefault(subject))
            .OfType<LabelGrantEntry>()
            .SelectMany(static entry => entry.Terms)
            .Where(term => caller.Now < term.ExpiresAt)
            .ToList();
    }
}
