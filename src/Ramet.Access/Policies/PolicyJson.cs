using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ramet.Access;

/// <summary>
/// The JSON form of policies: <c>{"Version": "1", "Statement": [{"Effect": "Allow", "Action": ["odps:Select"], "Resource":
/// "acs:odps:*:projects/p/tables/t", "Condition": {...}, "Principal": [...]}]}</c>. A list of one may be written without brackets.
/// </summary>
internal static class PolicyJson
{
    /// <summary>The longest document, in characters.</summary>
    public const int LengthMax = 65_536;

    private const int DepthMax = 8;
    private const string ActionPrefix = "odps:";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly ActionSet AllActions =
        Enum.GetValues<ObjectType>().Aggregate(ManagementActions.All, static (all, type) => all | ObjectActions.Of(type));

    private static readonly (string Name, ConditionOperator Operator)[] ConditionOperators =
    [
        ("IpAddress", ConditionOperator.In),
        ("NotIpAddress", ConditionOperator.NotEqual),
        ("StringEquals", ConditionOperator.In),
        ("StringNotEquals", ConditionOperator.NotEqual),
        ("StringLike", ConditionOperator.Like),
        ("DateEquals", ConditionOperator.Equal),
        ("DateNotEquals", ConditionOperator.NotEqual),
        ("DateLessThan", ConditionOperator.Less),
        ("DateLessThanEquals", ConditionOperator.LessOrEqual),
        ("DateGreaterThan", ConditionOperator.Greater),
        ("DateGreaterThanEquals", ConditionOperator.GreaterOrEqual),
    ];

    public static PolicyDocument Read(string json, bool allowsPrincipals)
    {
        if (json.Length > LengthMax)
            throw PolicyErrors.Format($"at most {LengthMax} characters are allowed, found {json.Length}", "Use patterns, or several roles.");
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = DepthMax });
            var root = document.RootElement;
            Require(root.ValueKind == JsonValueKind.Object, "expected a JSON object");
            Require(root.TryGetProperty("Version", out var version) && version.ValueKind == JsonValueKind.String && version.GetString() == "1", "invalid Version value");
            Require(root.TryGetProperty("Statement", out var statements), "Statement is missing");
            return new PolicyDocument([.. Items(statements).Select(statement => ReadStatement(statement, allowsPrincipals))]);
        }
        catch (JsonException error)
        {
            throw PolicyErrors.Format($"not a JSON document ({error.Message})", "Write {\"Version\": \"1\", \"Statement\": [...]}.");
        }
    }

    public static string Write(PolicyDocument policy)
    {
        var statements = new JsonArray();
        foreach (var statement in policy.Statements)
            statements.Add(WriteStatement(statement));
        return new JsonObject { ["Version"] = "1", ["Statement"] = statements }.ToJsonString(Indented);
    }

    private static PolicyStatement ReadStatement(JsonElement json, bool allowsPrincipals)
    {
        Require(json.ValueKind == JsonValueKind.Object, "a Statement is a JSON object");
        foreach (var property in json.EnumerateObject())
            Require(property.Name is "Effect" or "Action" or "Resource" or "Condition" or "Principal" or "ExpiresAt", $"unknown property {property.Name}");
        Require(allowsPrincipals || !json.TryGetProperty("Principal", out _), "Principal is not allowed in the policy of a role");

        var effect = Text(Property(json, "Effect"));
        Require(effect is "Allow" or "Deny", $"invalid Effect value - {effect}");
        var actions = Texts(Property(json, "Action")).Aggregate(default(ActionSet), static (all, name) => all | ReadAction(name));
        var resources = Texts(Property(json, "Resource")).Select(ResourcePattern.Parse).ToImmutableArray();
        Require(!actions.IsEmpty && !resources.IsEmpty, "Action and Resource must not be empty");
        return new PolicyStatement(effect == "Allow" ? PolicyEffect.Allow : PolicyEffect.Deny, actions, resources)
        {
            Principals = json.TryGetProperty("Principal", out var principals) ? [.. Texts(principals).Where(static name => name != "*").Select(Principal.Parse)] : [],
            Condition = json.TryGetProperty("Condition", out var condition) ? ReadCondition(condition) : null,
            ExpiresAt = json.TryGetProperty("ExpiresAt", out var end) ? ReadTime(Text(end)) : null,
        };
    }

    private static JsonObject WriteStatement(PolicyStatement statement)
    {
        var json = new JsonObject
        {
            ["Effect"] = statement.Effect.ToString(),
            ["Action"] = Array(statement.Actions.Contains(AllActions) ? ["odps:*"] : statement.Actions.Actions.Select(static action => ActionPrefix + action)),
            ["Resource"] = Array(statement.Resources.Select(static resource => resource.Text)),
        };
        if (!statement.Principals.IsEmpty)
            json["Principal"] = Array(statement.Principals.Select(static principal => principal.ToString()));
        if (statement.Condition is { } condition)
            json["Condition"] = WriteCondition(condition);
        if (statement.ExpiresAt is { } end)
            json["ExpiresAt"] = end.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        return json;
    }

    /// <summary>The actions that a name means; <c>*</c> in it stands for any letters.</summary>
    private static ActionSet ReadAction(string text)
    {
        var name = text.StartsWith(ActionPrefix, StringComparison.OrdinalIgnoreCase) ? text[ActionPrefix.Length..] : text;
        if (string.Equals(name, "All", StringComparison.OrdinalIgnoreCase))
            name = "*";
        var pattern = new ResourcePattern(name);
        var actions = AllActions.Actions.Where(action => pattern.Matches(action.ToString())).ToArray();
        return actions.Length > 0
            ? ActionSet.Of(actions)
            : throw PolicyErrors.Format($"invalid Action value - {text}", "Write for example odps:Select or odps:*.");
    }

    private static PolicyCondition ReadCondition(JsonElement json)
    {
        Require(json.ValueKind == JsonValueKind.Object, "Condition is a JSON object");
        var tests = ImmutableArray.CreateBuilder<ConditionTest>();
        foreach (var byOperator in json.EnumerateObject())
        {
            var known = ConditionOperators.FirstOrDefault(known => known.Name == byOperator.Name);
            Require(known.Name is not null, $"unknown condition {byOperator.Name}");
            Require(byOperator.Value.ValueKind == JsonValueKind.Object, $"{byOperator.Name} is a JSON object");
            foreach (var test in byOperator.Value.EnumerateObject())
            {
                var key = ConditionNames.FindKey(test.Name);
                Require(key is not null, $"unknown condition key '{test.Name}'");
                tests.Add(PolicyConditionParser.Check(key!.Value, known.Operator, [.. Texts(test.Value)]));
            }
        }
        Require(tests.Count > 0, "Condition must not be empty");
        return new PolicyCondition(tests.ToImmutable());
    }

    private static JsonObject WriteCondition(PolicyCondition condition)
    {
        var json = new JsonObject();
        foreach (var test in condition.Tests)
        {
            var name = OperatorName(test);
            var byKey = json[name] as JsonObject ?? new JsonObject();
            byKey[ConditionNames.Of(test.Key)] = Array(test.Values);
            json[name] = byKey;
        }
        return json;
    }

    private static string OperatorName(ConditionTest test)
    {
        var family = test.Key switch
        {
            ConditionKey.SourceIp => "Ip",
            ConditionKey.CurrentTime => "Date",
            ConditionKey.InstanceId => "String",
        };
        var comparison = test.Operator == ConditionOperator.Equal && test.Key != ConditionKey.CurrentTime ? ConditionOperator.In : test.Operator;
        return ConditionOperators
            .Where(known => known.Operator == comparison && known.Name.Contains(family, StringComparison.Ordinal))
            .Select(static known => known.Name)
            .FirstOrDefault(comparison.ToString());
    }

    private static DateTimeOffset ReadTime(string text) =>
        DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw PolicyErrors.Format($"'{text}' is not a time", "Write 2024-01-31T00:00:00Z.");

    private static JsonElement Property(JsonElement json, string name)
    {
        Require(json.TryGetProperty(name, out var value), $"{name} is missing");
        return value;
    }

    private static JsonElement[] Items(JsonElement json) => json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()] : [json];

    private static IEnumerable<string> Texts(JsonElement json) => Items(json).Select(Text);

    private static string Text(JsonElement json)
    {
        Require(json.ValueKind == JsonValueKind.String, "expected a text");
        return json.GetString()!; // a JSON string is never null
    }

    private static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(static text => JsonValue.Create(text))];

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw PolicyErrors.Format(otherwise, "Statement[] has Effect, Action, Resource, and optionally Condition.");
    }
}
