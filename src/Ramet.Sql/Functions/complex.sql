-- Arrays and maps.

-- Positions count from 0.
CREATE OR REPLACE MACRO mc_element(items, i) AS CASE WHEN i >= 0 THEN items[i + 1] END;

CREATE OR REPLACE MACRO mc_slice(items, start, length) AS CASE
    WHEN start > 0 THEN items[start:start + length - 1]
    WHEN start < 0 AND len(items) + start >= 0 THEN items[len(items) + start + 1:len(items) + start + length]
    WHEN start = 0 THEN error('ODPS-0121095 mc_slice: slice needs a start position other than 0')
    ELSE items[1:0] END;

CREATE OR REPLACE MACRO mc_except(items, others) AS
    list_distinct(list_filter(items, lambda item: NOT coalesce(list_contains(others, item), false)));
CREATE OR REPLACE MACRO mc_sort(items, ascending) AS
    CASE WHEN ascending THEN list_sort(items, 'ASC', 'NULLS FIRST') ELSE list_sort(items, 'DESC', 'NULLS LAST') END;

-- Entries in the order of their keys; of those with one key the first counts.
CREATE OR REPLACE MACRO mc_map_of_entries(entries) AS map_from_entries(
    list_filter(entries, lambda entry, i: i = 1 OR entry.key IS DISTINCT FROM entries[i - 1].key));
CREATE OR REPLACE MACRO mc_map_union(maps) AS
    mc_map_of_entries(list_sort(flatten(list_transform(maps, lambda one: map_entries(one)))));
CREATE OR REPLACE MACRO mc_multimap_of_starts(entries, starts) AS map(
    list_transform(starts, lambda start: entries[start].key),
    list_transform(starts, lambda start, n: list_transform(entries[start:coalesce(starts[n + 1] - 1, len(entries))], lambda entry: entry.value)));
CREATE OR REPLACE MACRO mc_multimap_of_entries(entries) AS mc_multimap_of_starts(
    entries, list_filter(range(1, len(entries) + 1), lambda i: i = 1 OR entries[i].key IS DISTINCT FROM entries[i - 1].key));
CREATE OR REPLACE MACRO mc_shuffle(items) AS
    list_transform(list_sort(list_transform(items, lambda item: struct_pack(place := random(), item := item))), lambda placed: placed.item);

-- Over the answers for all elements; an unknown one matters unless another decides.
CREATE OR REPLACE MACRO mc_all(answers) AS CASE WHEN answers IS NULL THEN NULL WHEN list_contains(answers, false) THEN false
    WHEN len(answers) > list_count(answers) THEN NULL ELSE true END;
CREATE OR REPLACE MACRO mc_any(answers) AS CASE WHEN answers IS NULL THEN NULL WHEN list_contains(answers, true) THEN true
    WHEN len(answers) > list_count(answers) THEN NULL ELSE false END;

-- 'centres|heights', each between commas.
CREATE OR REPLACE MACRO mc_histogram_map(bins) AS CASE WHEN bins IS NOT NULL THEN map(
    CAST(string_split(split_part(bins, '|', 1), ',') AS DOUBLE[]), CAST(string_split(split_part(bins, '|', 2), ',') AS DOUBLE[])) END;

CREATE OR REPLACE MACRO mc_map_from_arrays(names, items) AS CASE
    WHEN len(names) <> len(items) THEN error('ODPS-0121095 mc_map_from_arrays: map_from_arrays got ' || len(names) || ' keys and ' || len(items) || ' values')
    ELSE map(names, items) END;
