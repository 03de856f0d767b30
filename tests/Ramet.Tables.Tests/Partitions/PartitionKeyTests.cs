using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ramet.Tables.Partitions;
using Ramet.Tables.Schemas;

namespace Ramet.Tables.Tests.Partitions;

public sealed class PartitionKeyTests
{
    private static readonly PartitionSpec Spec =
        new(0, [new PartitionField(3, 1000, "sale_date", "identity"), new PartitionField(4, 1001, "region", "identity")]);

    [Fact]
    public void Keys_with_equal_values_are_equal()
    {
        var key = new PartitionKey(PartitionValue.OfInteger(2013), PartitionValue.OfString("china"));
        var same = new PartitionKey(PartitionValue.OfInteger(2013), PartitionValue.OfString(string.Concat("chi", "na")));

        Assert.Equal(key, same);
        Assert.Equal(key.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(key, new PartitionKey(PartitionValue.OfInteger(2013), PartitionValue.OfString("China")));
        Assert.NotEqual(key, new PartitionKey(PartitionValue.OfString("2013"), PartitionValue.OfString("china")));
    }

    [Fact]
    public void Key_is_shown_as_MaxCompute_shows_it()
    {
        Assert.Equal(
            "sale_date=2013/region=china",
            new PartitionKey(PartitionValue.OfString("2013"), PartitionValue.OfString("china")).ToText(Spec));
        Assert.Equal(
            "sale_date=2024-02-29/region=__HIVE_DEFAULT_PARTITION__",
            new PartitionKey(PartitionValue.OfDate(19782), PartitionValue.Null).ToText(Spec));
    }

    [Theory]
    [InlineData("int", "-2147483648")]
    [InlineData("long", "9223372036854775807")]
    [InlineData("string", "a=b/c")]
    [InlineData("date", "0001-01-01")]
    [InlineData("date", "9999-12-31")]
    [InlineData("timestamp", "2024-01-01 00:00:00")]
    [InlineData("timestamptz", "1969-12-31 23:59:59.999999")]
    [InlineData("decimal(10, 3)", "-0.005")]
    [InlineData("decimal(38, 0)", "99999999999999999999999999999999999999")]
    [InlineData("boolean", "true")]
    [InlineData("double", "0.1")]
    [InlineData("int", PartitionValue.NullText)]
    public void Value_is_read_as_it_is_shown(string type, string text)
    {
        Assert.True(PartitionValue.TryParse(IcebergType.TryParsePrimitive(type)!, text, out var value));
        Assert.Equal(text, value.ToString());
    }

    [Theory]
    [InlineData("int", "2147483648")]
    [InlineData("int", "")]
    [InlineData("long", "1.0")]
    [InlineData("date", "2024-02-30")]
    [InlineData("decimal(3, 1)", "100.0")]
    [InlineData("decimal(3, 1)", "1.23")]
    [InlineData("decimal(3, 1)", ".")]
    [InlineData("binary", "00")]
    public void Text_that_is_no_value_of_the_type_is_refused(string type, string text) =>
        Assert.False(PartitionValue.TryParse(IcebergType.TryParsePrimitive(type)!, text, out _));

    [Fact]
    public void Text_is_ordered_by_its_utf8_bytes()
    {
        // U+1F600 is a surrogate pair in UTF-16, below U+FF5E there and above it in UTF-8.
        Assert.True(PartitionValue.OfString("\U0001F600") > PartitionValue.OfString("\uFF5E"));
        Assert.True(PartitionValue.OfString("a") < PartitionValue.OfString("ab"));
        Assert.True(PartitionValue.OfString("Z") < PartitionValue.OfString("a"));
    }

    [Fact]
    public void Order_of_any_texts_is_that_of_their_bytes()
    {
        var texts = Gen.Elements("", "a", "z", "\u007F", "é", "\uD7FF", "\uE000", "\uFFFD", "\U00010000", "\U0010FFFF").ListOf().Select(string.Concat);
        var property = Prop.ForAll(texts.ToArbitrary(), texts.ToArbitrary(), (left, right) =>
        {
            var expected = Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
            Assert.Equal(Math.Sign(expected), Math.Sign(PartitionValue.OfString(left).CompareTo(PartitionValue.OfString(right))));
            return true;
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), property);
    }

    [Fact]
    public void Not_a_number_comes_last_and_null_first()
    {
        var nan = PartitionValue.OfDouble(double.NaN);
        Assert.True(nan > PartitionValue.OfDouble(double.PositiveInfinity));
        Assert.Equal(nan, PartitionValue.OfDouble(-double.NaN));
        Assert.Equal(PartitionValue.OfDouble(0.0), PartitionValue.OfDouble(-0.0));
        Assert.True(PartitionValue.Null < PartitionValue.OfString(""));
    }
}
