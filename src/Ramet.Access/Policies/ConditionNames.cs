namespace Ramet.Access;

/// <summary>How keys and operators of conditions are written, and what the operators say about an order.</summary>
internal static class ConditionNames
{
    public static string Of(ConditionKey key) => key switch
    {
        ConditionKey.SourceIp => "acs:SourceIp",
        ConditionKey.CurrentTime => "acs:CurrentTime",
        ConditionKey.InstanceId => "odps:InstanceId",
    };

    public static string Of(ConditionOperator comparison) => comparison switch
    {
        ConditionOperator.Equal => "=",
        ConditionOperator.NotEqual => "<>",
        ConditionOperator.Less => "<",
        ConditionOperator.LessOrEqual => "<=",
        ConditionOperator.Greater => ">",
        ConditionOperator.GreaterOrEqual => ">=",
        ConditionOperator.Like => "like",
        ConditionOperator.In => "in",
    };

    /// <summary>The key of this name, without regard to case; null when there is none.</summary>
    public static ConditionKey? FindKey(string name) => Find<ConditionKey>(name, Of);

    /// <summary>The operator of this sign; null when there is none.</summary>
    public static ConditionOperator? FindOperator(string sign) => Find<ConditionOperator>(sign, Of);

    /// <summary>Whether the operator holds when the left side compares so with the right one: negative, zero, positive.</summary>
    public static bool Compares(ConditionOperator comparison, int order) => comparison switch
    {
        ConditionOperator.Equal or ConditionOperator.Like or ConditionOperator.In => order == 0,
        ConditionOperator.NotEqual => order != 0,
        ConditionOperator.Less => order < 0,
        ConditionOperator.LessOrEqual => order <= 0,
        ConditionOperator.Greater => order > 0,
        ConditionOperator.GreaterOrEqual => order >= 0,
    };

    private static T? Find<T>(string text, Func<T, string> name)
        where T : struct, Enum =>
        Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => string.Equals(name(value!.Value), text, StringComparison.OrdinalIgnoreCase));
}
