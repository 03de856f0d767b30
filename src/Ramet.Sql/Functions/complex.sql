-- Arrays and maps.

-- Positions count from 0.
CREATE OR REPLACE MACRO mc_element(items, i) AS CASE WHEN i >= 0 THEN items[i + 1] END;

CREATE OR REPLACE MACRO mc_element_count(count) AS
    CASE WHEN count > 10000000 THEN error('ODPS-0121145 mc_element_count: an ARRAY would have more than 10000000 elements') ELSE count END;
CREATE OR REPLACE MACRO mc_fits_sequence(start, stop, step) AS (CAST(stop AS HUGEINT) - start) // nullif(step, 0) BETWEEN 0 AND 9999999;
CREATE OR REPLACE MACRO mc_sequence(start, stop, step) AS CASE
    WHEN step = 0 THEN error('ODPS-0121095 mc_sequence: the step of sequence cannot be 0')
    WHEN (start < stop AND step < 0) OR (start > stop AND step > 0)
        THEN error('ODPS-0121095 mc_sequence: sequence does not come from ' || start || ' to ' || stop || ' in steps of ' || step)
    WHEN NOT mc_fits_sequence(start, stop, step) THEN error('ODPS-0121145 mc_sequence: an ARRAY would have more than 10000000 elements')
    ELSE generate_series(start, CASE WHEN mc_fits_sequence(start, stop, step) THEN stop END, nullif(step, 0)) END;

CREATE OR REPLACE MACRO mc_slice(items, start, length) AS CASE
    WHEN length < 0 THEN error('ODPS-0121095 mc_slice: slice needs a length of at least 0, not ' || length)
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

-- The numbers 1 to count, size of them at a time, in order. A choice that can no longer be filled up is dropped, so that never more of them
-- are held than the result has.
CREATE OR REPLACE MACRO mc_choices(count, size) AS list_sort(list_reduce(
    list_prepend([CAST([] AS BIGINT[])], list_transform(range(1, count + 1), lambda i: [[CAST(i AS BIGINT)]])),
    lambda choices, next: list_filter(
        list_concat(choices, list_transform(list_filter(choices, lambda choice: len(choice) < size), lambda choice: list_append(choice, next[1][1]))),
        lambda choice: len(choice) + count - next[1][1] >= size)));
CREATE OR REPLACE MACRO mc_choice_count(count, size) AS
    list_reduce(list_prepend(1e0, list_transform(range(1, size + 1), lambda i: CAST(i AS DOUBLE))), lambda product, i: product * (count - size + i) / i);
-- The engine computes constants before it looks at conditions around them: a size with too many choices must not reach them at all.
CREATE OR REPLACE MACRO mc_choice_size(count, size) AS
    CASE WHEN size BETWEEN 1 AND count AND mc_choice_count(count, least(size, count - size)) <= 100000 THEN size END;
CREATE OR REPLACE MACRO mc_combinations(items, size) AS CASE
    WHEN items IS NULL OR size IS NULL THEN NULL
    WHEN size < 1 THEN error('ODPS-0121095 mc_combinations: array_combinations needs a size of at least 1, not ' || size)
    WHEN size > len(items) THEN []
    WHEN mc_choice_count(len(items), least(size, len(items) - size)) > 100000
        THEN error('ODPS-0121095 mc_combinations: array_combinations gives at most 100000 combinations; ' || len(items) || ' elements have more of size ' || size)
    ELSE list_transform(mc_choices(len(items), mc_choice_size(len(items), size)), lambda choice: list_transform(choice, lambda i: items[i])) END;
CREATE OR REPLACE MACRO mc_ngrams(items, size) AS CASE
    WHEN size < 1 THEN error('ODPS-0121095 mc_ngrams: ngrams needs a size of at least 1, not ' || size)
    WHEN len(items) <= size THEN [items]
    WHEN size IS NOT NULL THEN list_transform(range(1, len(items) - size + 2), lambda start: items[start:start + size - 1]) END;

CREATE OR REPLACE MACRO mc_keys_of_both(a, b) AS list_concat(map_keys(a), list_filter(map_keys(b), lambda one: NOT list_contains(map_keys(a), one)));
CREATE OR REPLACE MACRO mc_zip_entries(a, b) AS list_transform(mc_keys_of_both(a, b), lambda one: row(one, a[one], b[one]));

-- The keys in the order in which they come first.
CREATE OR REPLACE MACRO mc_multimap_of_pairs(entries, names) AS map(
    list_filter(names, lambda name, i: list_position(names, name) = i),
    list_transform(list_filter(names, lambda name, i: list_position(names, name) = i),
        lambda name: list_transform(list_filter(entries, lambda entry: struct_extract_at(entry, 1) = name), lambda entry: struct_extract_at(entry, 2))));
CREATE OR REPLACE MACRO mc_multimap_from_pairs(entries) AS CASE
    WHEN len(list_filter(entries, lambda entry: struct_extract_at(entry, 1) IS NULL)) > 0
        THEN error('ODPS-0121095 mc_multimap_from_pairs: a key of a MAP cannot be NULL')
    WHEN entries IS NOT NULL THEN mc_multimap_of_pairs(entries, list_transform(entries, lambda entry: struct_extract_at(entry, 1))) END;

-- JSON is text here. The names and the values of an object, or those of an array, which have no names.
CREATE OR REPLACE MACRO mc_json_names(value) AS CASE json_type(value)
    WHEN 'OBJECT' THEN json_keys(value)
    WHEN 'ARRAY' THEN list_transform(range(CAST(json_array_length(value) AS BIGINT)), lambda i: CAST(NULL AS VARCHAR)) END;
CREATE OR REPLACE MACRO mc_json_values(value) AS CASE json_type(value)
    WHEN 'OBJECT' THEN list_transform(json_keys(value), lambda name: CAST(json_extract(value, mc_json_pointer(name)) AS VARCHAR))
    WHEN 'ARRAY' THEN list_transform(range(CAST(json_array_length(value) AS BIGINT)), lambda i: CAST(json_extract(value, i) AS VARCHAR))
    ELSE CASE WHEN value IS NOT NULL THEN error('ODPS-0121095 mc_json_values: json_explode takes a JSON array or object, not ' || mc_json_type(value)) END END;
CREATE OR REPLACE MACRO mc_json_member_of(value, name) AS CASE WHEN json_type(value) = 'OBJECT' THEN CAST(json_extract(value, mc_json_pointer(name)) AS VARCHAR) END;
CREATE OR REPLACE MACRO mc_json_element(value, i) AS CASE WHEN i >= 0 THEN CAST(json_extract(value, i) AS VARCHAR) END;
