-- Text. Positions count characters from 1.

-- Start 0 gives no text at all; a negative start counts from the end.
CREATE OR REPLACE MACRO mc_substr(text, start) AS substring(text, CASE WHEN start = 0 THEN 2147483647 ELSE start END),
    (text, start, length) AS substring(text, CASE WHEN start = 0 THEN 2147483647 ELSE start END, greatest(length, 0));

CREATE OR REPLACE MACRO mc_instr_nth(text, part, start, nth) AS CASE WHEN text IS NULL OR part IS NULL OR start IS NULL OR nth IS NULL THEN NULL
    WHEN start < 1 OR nth < 1 THEN error('ODPS-0121095: instr needs a start position and an occurrence of at least 1')
    ELSE coalesce(list_filter(range(start, length(text) + 1), lambda i: substring(text, i, length(part)) = part)[nth], 0) END;
CREATE OR REPLACE MACRO mc_instr(text, part) AS instr(text, part),
    (text, part, start) AS mc_instr_nth(text, part, start, 1),
    (text, part, start, nth) AS mc_instr_nth(text, part, start, nth);

-- The engine's own array_to_string insists on a constant separator. NULLs are left out.
CREATE OR REPLACE MACRO mc_join(items, separator) AS CASE WHEN items IS NOT NULL THEN substring(list_reduce(
    list_prepend('', list_transform(list_filter(items, lambda item: item IS NOT NULL), lambda item: separator || item)),
    lambda text, item: text || item), length(separator) + 1) END;

CREATE OR REPLACE MACRO mc_split_part(text, separator, first, last) AS mc_join(string_split(text, separator)[greatest(first, 1):last], separator);

CREATE OR REPLACE MACRO mc_substring_index(text, separator, count) AS CASE
    WHEN count = 0 THEN ''
    WHEN count > 0 THEN mc_join(string_split(text, separator)[1:count], separator)
    ELSE mc_join(string_split(text, separator)[count:], separator) END;

CREATE OR REPLACE MACRO mc_pad_left(text, length, pad) AS lpad(text, CAST(length AS INTEGER), pad);
CREATE OR REPLACE MACRO mc_pad_right(text, length, pad) AS rpad(text, CAST(length AS INTEGER), pad);

CREATE OR REPLACE MACRO mc_regexp_replace(text, pattern, replacement) AS regexp_replace(text, pattern, replacement, 'g'),
    (text, pattern, replacement, occurrence) AS CASE occurrence
        WHEN 0 THEN regexp_replace(text, pattern, replacement, 'g')
        WHEN 1 THEN regexp_replace(text, pattern, replacement)
        ELSE error('ODPS-0121095: regexp_replace takes 0 (all) or 1 (the first) as its occurrence here') END;
CREATE OR REPLACE MACRO mc_regexp_substr(text, pattern) AS regexp_extract_all(text, pattern)[1],
    (text, pattern, start) AS regexp_extract_all(substring(text, start), pattern)[1],
    (text, pattern, start, nth) AS regexp_extract_all(substring(text, start), pattern)[nth];
CREATE OR REPLACE MACRO mc_regexp_count(text, pattern) AS len(regexp_extract_all(text, pattern)),
    (text, pattern, start) AS len(regexp_extract_all(substring(text, start), pattern));

CREATE OR REPLACE MACRO mc_keyvalue(text, pairs, key_end, name) AS list_transform(
    list_filter(string_split(text, pairs), lambda pair: starts_with(pair, name || key_end)),
    lambda pair: substring(pair, length(name || key_end) + 1))[1];
CREATE OR REPLACE MACRO mc_str_to_map(text, pairs, key_end) AS map_from_entries(list_transform(
    string_split(text, pairs),
    lambda pair: {'key': split_part(pair, key_end, 1),
        'value': CASE WHEN contains(pair, key_end) THEN substring(pair, instr(pair, key_end) + length(key_end)) END}));

CREATE OR REPLACE MACRO mc_char_matchcount(characters, text) AS
    CAST(len(list_filter(string_split(characters, ''), lambda c: contains(text, c))) AS BIGINT);
CREATE OR REPLACE MACRO mc_find_in_set(text, set) AS CASE WHEN contains(text, ',') THEN 0
    ELSE coalesce(list_position(string_split(set, ','), text), CASE WHEN text IS NULL OR set IS NULL THEN NULL ELSE 0 END) END;
CREATE OR REPLACE MACRO mc_initcap(text) AS array_to_string(list_transform(string_split(text, ' '),
    lambda word: upper(word[1]) || lower(substring(word, 2))), ' ');

-- The form of application/x-www-form-urlencoded, as Java's URLEncoder writes it.
CREATE OR REPLACE MACRO mc_url_encode(text) AS replace(replace(replace(url_encode(text), '%20', '+'), '%2A', '*'), '~', '%7E');
CREATE OR REPLACE MACRO mc_url_decode(text) AS url_decode(replace(text, '+', '%20'));

CREATE OR REPLACE MACRO mc_sha2(text, bits) AS CASE bits
    WHEN 256 THEN sha256(text)
    WHEN 0 THEN sha256(text)
    ELSE error('ODPS-0121095: sha2 supports 256 (or 0) bits here') END;

-- A path with [*] gives a list of values, which to_json makes one value again; the second extraction takes the quotes off a text.
CREATE OR REPLACE MACRO mc_get_json_object(text, path) AS
    CASE WHEN json_valid(text) THEN json_extract_string(to_json(json_extract(text, path)), '$') END;
