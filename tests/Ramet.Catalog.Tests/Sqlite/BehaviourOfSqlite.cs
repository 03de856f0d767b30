using Ramet.Catalog.Tests.Behaviour;

namespace Ramet.Catalog.Tests.Sqlite;

// The behaviour suite, run against SQLite. Another store repeats this list.
public sealed class SqlitePrincipalTests : PrincipalBehaviour<SqliteStore>;

public sealed class SqliteProjectTests : ProjectBehaviour<SqliteStore>;

public sealed class SqliteTableTests : TableBehaviour<SqliteStore>;

public sealed class SqliteSecurityTests : SecurityBehaviour<SqliteStore>;

public sealed class SqliteJobTests : JobBehaviour<SqliteStore>;

public sealed class SqliteAuditTests : AuditBehaviour<SqliteStore>;

public sealed class SqliteCommitTests : CommitBehaviour<SqliteStore>;

public sealed class SqliteConcurrencyTests : ConcurrencyBehaviour<SqliteStore>;

public sealed class SqliteRetentionTests : RetentionBehaviour<SqliteStore>;

public sealed class SqliteTransferTests : TransferBehaviour<SqliteStore>;
