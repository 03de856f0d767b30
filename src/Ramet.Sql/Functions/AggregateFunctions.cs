using static Ramet.Sql.Functions.Define;

namespace Ramet.Sql.Functions;

/// <summary>Functions over groups of rows. Source: the page "Aggregate functions".</summary>
internal static class AggregateFunctions
{
    /// <summary>COUNT(*).</summary>
    public static readonly FunctionOverload CountRows = Aggregate("count() bigint", "count(*)") with { HasRowFrame = true };

    /// <summary>COUNT(a, b), whose FILTER leaves out rows with NULL.</summary>
    public static readonly FunctionOverload CountOfSeveral =
        Aggregate("count(any...) bigint", "count(row({*}))") with { HasRowFrame = true };

    public static readonly FunctionOverload[] All =
    [
        Aggregate("count(any) bigint") with { HasRowFrame = true },
        Aggregate("count_if(boolean) bigint", "count_if", "coalesce(CAST({0} AS BIGINT), 0)"),
        Aggregate("sum(number) sum(number)", "sum", "CAST({0} AS {T})") with { HasRowFrame = true },
        // The engine averages in DOUBLE, so about 15 digits of the result are exact.
        Aggregate("avg(decimal) average(decimal)", "avg", "CAST({0} AS {T})") with { HasRowFrame = true },
        Aggregate("avg(double) double") with { HasRowFrame = true },
        Aggregate("max(T) T") with { HasRowFrame = true },
        Aggregate("min(T) T") with { HasRowFrame = true },
        Aggregate("median(double) double", "median"),
        Aggregate("percentile(double, double!) double", "quantile_cont({0}, mc_fraction({1}))"),
        Aggregate("percentile(double, array<double>!) array<double>", "quantile_cont({0}, mc_fractions({1}))"),
        Aggregate("percentile_approx(double, double!, double!?) double", "approx_quantile({0}, CAST(mc_fraction({1}) AS FLOAT))"),
        Aggregate("percentile_approx(double, array<double>!, double!?) array<double>", "approx_quantile({0}, CAST(mc_fractions({1}) AS FLOAT[]))", "CAST({0} AS DOUBLE[])"),
        Aggregate("percentile_cont(double, double!) double", "quantile_cont({0}, mc_fraction({1}))"),
        Aggregate("percentile_disc(double, double!) double", "quantile_disc({0}, mc_fraction({1}))"),
        Aggregate("stddev(double) double", "stddev_pop") with { HasRowFrame = true },
        Aggregate("stddev_pop(double) double") with { HasRowFrame = true },
        Aggregate("stddev_samp(double) double") with { HasRowFrame = true },
        Aggregate("variance(double) double", "var_pop"),
        Aggregate("var_pop(double) double"),
        Aggregate("var_samp(double) double"),
        Aggregate("covar_pop(double, double) double"),
        Aggregate("covar_samp(double, double) double"),
        Aggregate("corr(double, double) double"),
        Aggregate("wm_concat(string!, string) string", "string_agg({1}, {0})", "mc_within_limit({0})"),
        Aggregate("collect_list(T) array<T>", "list", "coalesce({0}, [])") with { SkipsNull = true },
        Aggregate("collect_set(T) array<T>", "list(DISTINCT {0})", "coalesce({0}, [])") with { SkipsNull = true },
        Aggregate("any_value(T) T"),
        Aggregate("approx_distinct(any) bigint", "approx_count_distinct"),
        Aggregate("map_agg(K, V) map<K,V>", "list(struct_pack(key := {0}, value := {1}) ORDER BY {0}, {1})", "mc_map_of_entries({0})") with { SkipsNull = true },
        Aggregate("map_union(map<K,V>) map<K,V>", "list({0})", "mc_map_union({0})") with { SkipsNull = true },
        Aggregate("multimap_agg(K, V) map<K,array<V>>", "list(struct_pack(key := {0}, value := {1}) ORDER BY {0}, {1})", "mc_multimap_of_entries({0})") with { SkipsNull = true },
        Aggregate("histogram(T) map<T,bigint>", "histogram", "CAST({0} AS {T})"),
        Aggregate("numeric_histogram(bigint!, double) map<double,double>", "string_agg(CAST({1} AS VARCHAR), ',')", "mc_histogram_map(mc_numeric_histogram({1}, {0}))"),
        Aggregate("arg_max(S, T) T", "arg_max({1}, {0})"),
        Aggregate("arg_min(S, T) T", "arg_min({1}, {0})"),
        Aggregate("max_by(T, S) T"),
        Aggregate("min_by(T, S) T"),
        Aggregate("bitwise_and_agg(bigint) bigint", "bit_and"),
        Aggregate("bitwise_or_agg(bigint) bigint", "bit_or"),
        Aggregate("bitwise_xor_agg(bigint) bigint", "bit_xor"),
    ];
}
