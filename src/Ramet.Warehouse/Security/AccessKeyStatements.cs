using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ramet.Access;
using Ramet.Catalog.Accounts;
using Ramet.Catalog.Commits;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Security;

/// <summary>Access keys: an account manages those of its own, of its RAM users and of its RAM roles; the administrator all.</summary>
internal static class AccessKeyStatements
{
    private const string IdPrefix = "LTAI";
    private const int IdLength = 20;
    private const int SecretLength = 30;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly string[] Head = ["AccessKeyId", "Principal", "CreateTime"];

    /// <summary>Makes a key and shows its secret, this once.</summary>
    /// <exception cref="RametException">A job asks for it: its result would be kept, where others could read the secret later.</exception>
    public static StatementResult Create(StatementContext context, CreateAccessKeyStatement statement)
    {
        if (context.QueuedJob is not null)
        {
            throw new RametException(
                ErrorCode.InvalidParameter,
                ErrorKind.User,
                "CREATE ACCESS KEY shows a secret, and what a job shows is kept",
                statement.Span,
                "Send it as a security statement: ramet does so, odpscmd too, and PyODPS by execute_security_query.");
        }
        var user = Principals.Parse(context, statement.User);
        context.Authorize(AccessAction.ManageAccessKeys, new AccountObject(user.Account), statement.User.Span);
        var known = Principals.Registered(context, user, statement.User.Span);
        var id = IdPrefix + RandomNumberGenerator.GetString(Alphabet, IdLength);
        var secret = RandomNumberGenerator.GetString(Alphabet, SecretLength);
        var encrypted = context.Warehouse.AccessKeyCipher.Encrypt(id, secret);
        context.Commit(null, new CatalogChange.CreateAccessKey(new AccessKey(id, known, encrypted, context.Now)));
        return new TextResult
        {
            Text = $"AccessKeyId: {id}\nAccessKeySecret: {secret}\n",
            Data = new JsonObject { ["AccessKeyId"] = id, ["AccessKeySecret"] = secret },
        };
    }

    public static StatementResult Drop(StatementContext context, DropAccessKeyStatement statement)
    {
        // A key of another account is none to the caller.
        var key = context.Catalog.FindAccessKey(statement.Id.Name);
        if (key is null || !context.Access.Ask(AccessAction.ManageAccessKeys, new AccountObject(key.Principal.Account)).IsAllowed)
        {
            throw new RametException(
                ErrorCode.InvalidParameter,
                ErrorKind.NotFound,
                $"access key '{statement.Id.Name}' does not exist",
                statement.Id.Span,
                "LIST ACCESS KEYS; shows those of your account.");
        }
        context.Authorize(AccessAction.ManageAccessKeys, new AccountObject(key.Principal.Account), statement.Id.Span);
        return context.Commit(null, new CatalogChange.DropAccessKey(key.Id));
    }

    public static StatementResult List(StatementContext context)
    {
        context.Authorize(AccessAction.ManageAccessKeys, new AccountObject(context.Caller.Account), context.Statement.Span);
        var rows = context.Catalog.ListAccessKeys(principal: null)
            .Where(key => context.Caller.IsAdministrator || key.Principal.Account == context.Caller)
            .Select(key => new[] { key.Id, key.Principal.ToString(), SecurityTexts.Time(key.CreatedAt, context.Zone) })
            .ToList();
        return context.Show(SecurityTexts.Grid(Head, rows), SecurityResults.Data(Head, rows));
    }
}
