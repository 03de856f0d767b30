using System.Globalization;
using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Sql.Tests.Cases;

namespace Ramet.Sql.Tests.Parsing;

/// <summary>
/// Whatever the text, the answer is a tree whose canonical text is stable, or a <see cref="RametException"/>. The seeds are fixed, so that a run
/// can be repeated; RAMET_FUZZ_ROUNDS asks for more rounds, each with seeds of its own, and failures name their seed.
/// </summary>
public sealed class FuzzTests
{
    private static readonly string[] Corpus =
        [.. CaseFile.Names().SelectMany(CaseFile.Read).Select(each => each.Statement).Distinct()];

    private static readonly string[] Words =
        [.. Corpus.SelectMany(statement => statement.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct()];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Changed_characters_of_statements(int seed) => Run(seed, 4000, random =>
    {
        var text = Pick(random, Corpus).ToCharArray();
        for (var change = random.Next(1, 4); change > 0; change--)
            text[random.Next(text.Length)] = (char)(random.Next(8) == 0 ? random.Next(0x10000) : random.Next(1, 127));
        return new string(text);
    });

    [Theory]
    [InlineData(3)]
    public void Words_left_out_added_and_swapped(int seed) => Run(seed, 8000, random =>
    {
        var words = Pick(random, Corpus).Split(' ').ToList();
        for (var change = random.Next(1, 4); change > 0 && words.Count > 0; change--)
        {
            var at = random.Next(words.Count);
            switch (random.Next(3))
            {
                case 0:
                    words.RemoveAt(at);
                    break;
                case 1:
                    words.Insert(at, Pick(random, Words));
                    break;
                default:
                    words[at] = Pick(random, Words);
                    break;
            }
        }
        return string.Join(' ', words);
    });

    [Theory]
    [InlineData(4)]
    public void Halves_of_two_statements(int seed) => Run(seed, 4000, random =>
    {
        var (left, right) = (Pick(random, Corpus), Pick(random, Corpus));
        return left[..random.Next(left.Length + 1)] + right[random.Next(right.Length + 1)..];
    });

    [Theory]
    [InlineData(5)]
    public void Random_bytes(int seed) => Run(seed, 2000, random =>
    {
        var bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        return System.Text.Encoding.UTF8.GetString(bytes);
    });

    private static void Run(int firstSeed, int count, Func<Random, string> generate)
    {
        for (var round = 0; round < Rounds(); round++)
        {
            var seed = firstSeed + (1000 * round);
            var random = new Random(seed);
            for (var i = 0; i < count; i++)
                Check(generate(random), seed);
        }
    }

    private static int Rounds() => int.TryParse(Environment.GetEnvironmentVariable("RAMET_FUZZ_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 1;

    private static void Check(string text, int seed)
    {
        try
        {
            foreach (var part in ScriptSplitter.Split(text).Parts)
                Assert.Equal(part.Text, text.Substring(part.Span.Start, part.Span.Length));
            RoundTrip.Check(text);
        }
        catch (RametException error)
        {
            Assert.True(error.Span is { } span && span.End <= text.Length, $"seed {seed}: {error.Message} lies outside of: {text}");
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"seed {seed}, text: {text}", error);
        }
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
