namespace Ramet.Access;

/// <summary>Which actions each type of object has. Source: the table of actions of the service's page on permissions.</summary>
public static class ObjectActions
{
    private static readonly ActionSet ReadWrite = ActionSet.Of(AccessAction.Read, AccessAction.Write);

    /// <summary>All actions that can be granted on an object of this type.</summary>
    public static ActionSet Of(ObjectType type) => type switch
    {
        ObjectType.Project => ReadWrite | ActionSet.Of(
            AccessAction.List,
            AccessAction.CreateTable,
            AccessAction.CreateInstance,
            AccessAction.CreateFunction,
            AccessAction.CreateResource,
            AccessAction.CreateModel),
        ObjectType.Schema => ActionSet.Of(AccessAction.Describe),
        ObjectType.Table => OfColumns | ActionSet.Of(
            AccessAction.Alter, AccessAction.Update, AccessAction.Drop, AccessAction.ShowHistory, AccessAction.Download),
        ObjectType.Function => ReadWrite | ActionSet.Of(AccessAction.Delete, AccessAction.Execute, AccessAction.Download),
        ObjectType.Resource => ReadWrite | ActionSet.Of(AccessAction.Delete, AccessAction.Download),
        ObjectType.Instance => ReadWrite | ActionSet.Of(AccessAction.Download),
        ObjectType.Model => ReadWrite,
        ObjectType.Package => ActionSet.Of(AccessAction.Read),
    };

    /// <summary>The actions that can be granted on single columns of a table.</summary>
    public static ActionSet OfColumns { get; } = ActionSet.Of(AccessAction.Describe, AccessAction.Select);

    /// <summary>What <c>ADD object TO PACKAGE</c> shares when it names no actions: reading.</summary>
    public static ActionSet OfPackageItem(ObjectType type) => type switch
    {
        ObjectType.Table => OfColumns,
        _ => ActionSet.Of(AccessAction.Read),
    };

    /// <summary>The action of this name, without regard to case; null when objects of this type have none.</summary>
    public static AccessAction? Find(ObjectType type, string name) =>
        Enum.TryParse<AccessAction>(name, ignoreCase: true, out var action) && !char.IsAsciiDigit(name[0]) && Of(type).Contains(action)
            ? action
            : null;
}
