using System.Globalization;
using Ramet.Tables;

namespace Ramet.Warehouse.Buckets;

/// <summary>
/// What the name of a data file says about its rows: <c>hash-3-7-bucket-00002-of-00016.parquet</c> holds the rows of bucket 2 of 16 by the hash
/// of the columns with the field ids 3 and 7. The name stays with the file in every table that shares it, whatever happens to the
/// definition of any of them. A file that another program writes has another name and is simply read.
/// </summary>
/// <param name="Columns">Field ids of the hashed columns.</param>
/// <param name="Bucket">The bucket, from 0.</param>
/// <param name="Count">The number of buckets.</param>
internal sealed record BucketName(ValueList<int> Columns, int Bucket, int Count)
{
    private const string Prefix = "hash-";
    private const string BucketWord = "-bucket-";
    private const string CountWord = "-of-";
    private const string Extension = ".parquet";

    /// <summary>Reads the name of a file.</summary>
    /// <param name="path">Its path or URI.</param>
    /// <returns>Null for a file that is not a bucket of a hash-clustered table.</returns>
    public static BucketName? TryParse(string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        if (!name.StartsWith(Prefix, StringComparison.Ordinal) || !name.EndsWith(Extension, StringComparison.Ordinal))
            return null;
        var (bucketAt, countAt) = (name.IndexOf(BucketWord, StringComparison.Ordinal), name.IndexOf(CountWord, StringComparison.Ordinal));
        if (bucketAt < Prefix.Length || countAt < bucketAt)
            return null;
        var bucket = Number(name[(bucketAt + BucketWord.Length)..countAt]);
        var count = Number(name[(countAt + CountWord.Length)..^Extension.Length]);
        var columns = name[Prefix.Length..bucketAt].ToString().Split('-').Select(id => Number(id)).ToList();
        return bucket is { } number && count is { } total && number < total && columns.TrueForAll(id => id is not null)
            ? new BucketName(columns.OfType<int>().ToValueList(), number, total)
            : null;
    }

    /// <summary>The name of the file, without a directory.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix}{string.Join('-', Columns)}{BucketWord}{Bucket:d5}{CountWord}{Count:d5}{Extension}");

    private static int? Number(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
