namespace Ramet.Access;

/// <summary>The switches of a project's security, with the defaults of a new project.</summary>
public sealed record SecurityConfiguration
{
    /// <summary>Whether grants count.</summary>
    public bool CheckPermissionUsingAcl { get; init; } = true;

    /// <summary>Whether policies of roles count.</summary>
    public bool CheckPermissionUsingPolicy { get; init; } = true;

    /// <summary>Whether who created an object may do everything with it.</summary>
    public bool ObjectCreatorHasAccessPermission { get; init; } = true;

    /// <summary>Whether who created an object may grant actions on it.</summary>
    public bool ObjectCreatorHasGrantPermission { get; init; } = true;

    /// <summary>Whether labels count.</summary>
    public bool LabelSecurity { get; init; }

    /// <summary>Whether data may flow out only where an exception or trust allows it.</summary>
    public bool ProjectProtection { get; init; }

    /// <summary>Whether downloading needs <see cref="AccessAction.Download"/>, and not only Select.</summary>
    public bool EnableDownloadPrivilege { get; init; }

    /// <summary>Whether the project may be used at all; a project that may not answers everybody "Access Mode is AllDenied".</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Whether RAM users and RAM roles may be added. Accounts always may.</summary>
    public bool AcceptsRam { get; init; } = true;

    /// <summary>From where the project may be used.</summary>
    public IpWhiteList IpWhiteList { get; init; } = IpWhiteList.Off;

    /// <summary>This configuration with one switch set.</summary>
    public SecurityConfiguration With(SecuritySwitch name, bool value) => name switch
    {
        SecuritySwitch.CheckPermissionUsingAcl => this with { CheckPermissionUsingAcl = value },
        SecuritySwitch.CheckPermissionUsingPolicy => this with { CheckPermissionUsingPolicy = value },
        SecuritySwitch.ObjectCreatorHasAccessPermission => this with { ObjectCreatorHasAccessPermission = value },
        SecuritySwitch.ObjectCreatorHasGrantPermission => this with { ObjectCreatorHasGrantPermission = value },
        SecuritySwitch.LabelSecurity => this with { LabelSecurity = value },
        SecuritySwitch.EnableDownloadPrivilege => this with { EnableDownloadPrivilege = value },
        SecuritySwitch.IsEnabled => this with { IsEnabled = value },
        SecuritySwitch.AcceptsRam => this with { AcceptsRam = value },
    };
}
