using static Ramet.Sql.Functions.Define;

namespace Ramet.Sql.Functions;

/// <summary>Arrays, maps and structs. Source: the page "Complex type functions".</summary>
internal static class ComplexFunctions
{
    private const string ReducedState =
        "list_reduce(list_concat([struct_pack(state := {1}, item := NULL)], list_transform({0}, lambda mc_item: struct_pack(state := NULL, item := mc_item))), "
        + "lambda mc_left, mc_right: struct_pack(state := list_transform([row(mc_left.state, mc_right.item)], {2})[1], item := mc_right.item))";

    public static readonly FunctionOverload[] All =
    [
        Scalar("array() array<string>", "CAST([] AS VARCHAR[])"),
        Scalar("array(T, T...) array<T>", "[{*}]"),
        Scalar("array_combinations(array<T>, bigint) array<array<T>>", "mc_combinations"),
        Scalar("array_contains(array<T>, T) boolean", "list_contains"),
        Scalar("array_distinct(array<T>) array<T>", "list_distinct"),
        Scalar("array_except(array<T>, array<T>) array<T>", "mc_except"),
        Scalar("array_intersect(array<T>, array<T>) array<T>", "list_intersect"),
        Scalar("array_join(array<string>, string) string", "mc_array_join"),
        Scalar("array_max(array<T>) T", "list_max"),
        Scalar("array_min(array<T>) T", "list_min"),
        Scalar("array_position(array<T>, T) bigint", "CAST(coalesce(list_position({0}, {1}), 0) AS BIGINT)"),
        // The engine's list_reduce wants one type for elements and results, so both travel in one struct.
        Scalar("array_reduce(array<T>, S, (S,T)->S, (S)->R) R", "list_transform([" + ReducedState + ".state], {3})[1]"),
        Scalar("array_remove(array<T>, T) array<T>", "list_filter({0}, lambda x: x IS DISTINCT FROM {1})"),
        Scalar("array_repeat(T, bigint) array<T>", "list_transform(range(mc_element_count({1})), lambda i: {0})"),
        Scalar("array_sort(array<T>) array<T>", "list_sort({0}, 'ASC', 'NULLS LAST')"),
        Scalar(
            "array_sort(array<T>, (T,T)->bigint) array<T>",
            "list_transform(list_sort(list_transform({0}, lambda a, i: struct_pack(before := len(list_filter({0}, lambda b: "
            + "list_transform([row(a, b)], {1})[1] > 0)), place := i, item := a))), lambda ranked: struct_extract(ranked, 'item'))"),
        Scalar("array_union(array<T>, array<T>) array<T>", "list_distinct(list_concat({0}, {1}))"),
        Scalar("arrays_overlap(array<T>, array<T>) boolean", "list_has_any"),
        Scalar("arrays_zip(array<T>, array<U>) array<struct<0:T,1:U>>", "CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN CAST(list_zip({0}, {1}) AS {T}) END"),
        Scalar("arrays_zip(array<T>, array<U>, array<V>) array<struct<0:T,1:U,2:V>>", "CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL AND {2} IS NOT NULL THEN CAST(list_zip({0}, {1}, {2}) AS {T}) END"),
        Scalar("all_match(array<T>, (T)->boolean) boolean", "mc_all(list_transform({0}, {1}))"),
        Scalar("any_match(array<T>, (T)->boolean) boolean", "mc_any(list_transform({0}, {1}))"),
        Scalar("filter(array<T>, (T)->boolean) array<T>", "list_filter"),
        Scalar("flatten(array<array<T>>) array<T>"),
        Scalar("map_concat(map<K,V>, map<K,V>, map<K,V>...) map<K,V>"),
        Scalar("map_entries(map<K,V>) array<struct<key:K,value:V>>"),
        Scalar("map_filter(map<K,V>, (K,V)->boolean) map<K,V>", "map_from_entries(list_filter(map_entries({0}), {1}))"),
        Scalar("map_from_arrays(array<K>, array<V>) map<K,V>", "mc_map_from_arrays"),
        Scalar("map_from_entries(array<struct<key:K,value:V>>) map<K,V>"),
        Scalar("map_keys(map<K,V>) array<K>"),
        Scalar("map_values(map<K,V>) array<V>"),
        Scalar(
            "map_zip_with(map<K,V>, map<K,W>, (K,V,W)->U) map<K,U>",
            "CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN map(mc_keys_of_both({0}, {1}), list_transform(mc_zip_entries({0}, {1}), {2})) END"),
        Scalar("multimap_from_entries(array<struct<key:K,value:V>>) map<K,array<V>>", "mc_multimap_from_pairs"),
        Scalar("ngrams(array<T>, bigint) array<array<T>>", "mc_ngrams"),
        Scalar("reverse(array<T>) array<T>", "list_reverse"),
        Scalar("sequence(bigint, bigint) array<bigint>", "mc_sequence({0}, {1}, CASE WHEN {0} <= {1} THEN 1 ELSE -1 END)"),
        Scalar("sequence(bigint, bigint, bigint) array<bigint>", "mc_sequence"),
        Scalar("shuffle(array<T>) array<T>", "mc_shuffle") with { IsVolatile = true },
        Scalar("size(array<T>) bigint", "len"),
        Scalar("size(map<K,V>) bigint", "CAST(cardinality({0}) AS BIGINT)"),
        Scalar("slice(array<T>, bigint, bigint) array<T>", "mc_slice"),
        Scalar("sort_array(array<T>) array<T>", "list_sort({0}, 'ASC', 'NULLS FIRST')"),
        Scalar("sort_array(array<T>, boolean) array<T>", "mc_sort"),
        Scalar("str_to_map(string) map<string,string>", "mc_str_to_map({0}, ',', '=')"),
        Scalar("str_to_map(string, string, string) map<string,string>", "mc_str_to_map"),
        Scalar("transform(array<T>, (T)->U) array<U>", "list_transform"),
        Scalar("transform_keys(map<K,V>, (K,V)->U) map<U,V>", "map(list_transform(map_entries({0}), {1}), map_values({0}))"),
        Scalar("transform_values(map<K,V>, (K,V)->U) map<K,U>", "map(map_keys({0}), list_transform(map_entries({0}), {1}))"),
        Scalar("zip_with(array<T>, array<U>, (T,U)->V) array<V>", "list_transform(list_zip({0}, {1}), {2})"),

        Table("explode(array<T>) (col T)", "unnest({0})"),
        Table("explode(map<K,V>) (key K, value V)", "unnest(map_keys({0})), unnest(map_values({0}))"),
        Table("json_explode(json) (key string, value json)", "unnest(mc_json_names({0})), unnest(mc_json_values({0}))"),
        Table("posexplode(array<T>) (pos bigint, val T)", "unnest(range(len({0}))), unnest({0})"),
    ];
}
