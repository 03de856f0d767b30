-- Text. Positions count characters from 1.

-- A STRING has at most 8 MB. What would be longer is refused before the engine builds it; since the engine computes constants before it looks
-- at conditions around them, the arguments themselves become NULL then.
CREATE OR REPLACE MACRO mc_too_long() AS error('ODPS-0121145 mc_too_long: a STRING would be longer than 8388608 bytes');
CREATE OR REPLACE MACRO mc_within_limit(text) AS CASE WHEN strlen(text) > 8388608 THEN mc_too_long() ELSE text END;
CREATE OR REPLACE MACRO mc_repeat(text, count) AS CASE WHEN strlen(text) * CAST(count AS DOUBLE) > 8388608 THEN mc_too_long()
    ELSE repeat(text, CASE WHEN strlen(text) * CAST(count AS DOUBLE) <= 8388608 THEN count END) END;
CREATE OR REPLACE MACRO mc_fits_replaced(text, part, replacement) AS strlen(replacement) <= strlen(part) OR strlen(text) * strlen(replacement) <= 8388608
    OR strlen(text) + (strlen(text) - strlen(replace(text, part, ''))) // nullif(strlen(part), 0) * (strlen(replacement) - strlen(part)) <= 8388608;
CREATE OR REPLACE MACRO mc_replace(text, part, replacement) AS CASE WHEN NOT mc_fits_replaced(text, part, replacement) THEN mc_too_long()
    ELSE replace(CASE WHEN mc_fits_replaced(text, part, replacement) THEN text END, part, replacement) END;
CREATE OR REPLACE MACRO mc_text_to_replace(text, pattern, replacement) AS CASE
    WHEN (length(text) + 1) * strlen(replacement) <= 8388608 THEN text
    WHEN strlen(text) + len(regexp_extract_all(text, pattern)) * strlen(replacement) > 8388608 THEN mc_too_long()
    ELSE text END;

-- Start 0 gives no text at all; a negative start counts from the end.
CREATE OR REPLACE MACRO mc_substr(text, start) AS substring(text, CASE WHEN start = 0 THEN 2147483647 ELSE start END),
    (text, start, length) AS substring(text, CASE WHEN start = 0 THEN 2147483647 ELSE start END, greatest(length, 0));

CREATE OR REPLACE MACRO mc_instr_nth(text, part, start, nth) AS CASE WHEN text IS NULL OR part IS NULL OR start IS NULL OR nth IS NULL THEN NULL
    WHEN start < 1 OR nth < 1 THEN error('ODPS-0121095 mc_instr_nth: instr needs a start position and an occurrence of at least 1')
    ELSE coalesce(list_filter(range(start, length(text) + 1), lambda i: substring(text, i, length(part)) = part)[nth], 0) END;
CREATE OR REPLACE MACRO mc_instr(text, part) AS instr(text, part),
    (text, part, start) AS mc_instr_nth(text, part, start, 1),
    (text, part, start, nth) AS mc_instr_nth(text, part, start, nth);

-- The engine's own array_to_string insists on a constant separator. NULLs are left out.
CREATE OR REPLACE MACRO mc_join(items, separator) AS CASE WHEN items IS NOT NULL AND separator IS NOT NULL THEN
    coalesce(substring(array_to_string(list_transform(items, lambda item: separator || item), ''), length(separator) + 1), '') END;
CREATE OR REPLACE MACRO mc_fits_joined(items, separator) AS
    len(items) * strlen(separator) + coalesce(list_sum(list_transform(items, lambda item: strlen(item))), 0) <= 8388608;
CREATE OR REPLACE MACRO mc_array_join(items, separator) AS CASE WHEN NOT mc_fits_joined(items, separator) THEN mc_too_long()
    ELSE mc_join(CASE WHEN mc_fits_joined(items, separator) THEN items END, separator) END;

CREATE OR REPLACE MACRO mc_split_part(text, separator, first, last) AS mc_join(string_split(text, separator)[greatest(first, 1):last], separator);

CREATE OR REPLACE MACRO mc_substring_index(text, separator, count) AS CASE
    WHEN count = 0 THEN ''
    WHEN count > 0 THEN mc_join(string_split(text, separator)[1:count], separator)
    ELSE mc_join(string_split(text, separator)[count:], separator) END;

CREATE OR REPLACE MACRO mc_pad_left(text, count, pad) AS CASE
    WHEN pad = '' AND length(text) < count THEN error('ODPS-0121095 mc_pad_left: lpad has nothing to fill the text with')
    WHEN count > 8388608 THEN mc_too_long()
    ELSE lpad(text, CAST(CASE WHEN count <= 8388608 THEN count END AS INTEGER), pad) END;
CREATE OR REPLACE MACRO mc_pad_right(text, count, pad) AS CASE
    WHEN pad = '' AND length(text) < count THEN error('ODPS-0121095 mc_pad_right: rpad has nothing to fill the text with')
    WHEN count > 8388608 THEN mc_too_long()
    ELSE rpad(text, CAST(CASE WHEN count <= 8388608 THEN count END AS INTEGER), pad) END;

CREATE OR REPLACE MACRO mc_has_group(pattern, n) AS CASE WHEN n BETWEEN 0 AND mc_regexp_groups(pattern) THEN true
    WHEN pattern IS NOT NULL THEN error('ODPS-0121011 mc_has_group: the pattern ''' || pattern || ''' has ' || mc_regexp_groups(pattern)
        || ' groups, and none with the number ' || n) END;
CREATE OR REPLACE MACRO mc_regexp_extract(text, pattern, n) AS CASE WHEN mc_has_group(pattern, n) THEN regexp_extract(text, pattern, CAST(n AS INTEGER)) END;
CREATE OR REPLACE MACRO mc_regexp_extract_all(text, pattern, n) AS
    CASE WHEN mc_has_group(pattern, n) THEN regexp_extract_all(text, pattern, CAST(n AS INTEGER)) END;

-- Occurrence 0 means all matches.
CREATE OR REPLACE MACRO mc_replace_match(text, pattern, replacement, place) AS
    CASE WHEN place = 0 THEN text ELSE substring(text, 1, place - 1) || regexp_replace(substring(text, place), pattern, replacement) END;
CREATE OR REPLACE MACRO mc_regexp_replace(text, pattern, replacement) AS
    regexp_replace(mc_text_to_replace(text, pattern, replacement), pattern, replacement, 'g'),
    (text, pattern, replacement, occurrence) AS CASE
        WHEN occurrence = 0 THEN regexp_replace(mc_text_to_replace(text, pattern, replacement), pattern, replacement, 'g')
        WHEN occurrence > 0 THEN mc_replace_match(text, pattern, replacement, mc_match_start(text, pattern, 1, occurrence))
        WHEN occurrence < 0 THEN error('ODPS-0121095 mc_regexp_replace: the occurrence to replace is ' || occurrence || '; expected 0 for all, or a number from 1') END;
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
    CAST(len(list_filter(string_split(characters, ''), lambda c: c <> '' AND contains(text, c))) AS BIGINT);
CREATE OR REPLACE MACRO mc_find_in_set(text, set) AS CASE WHEN contains(text, ',') THEN 0
    ELSE coalesce(list_position(string_split(set, ','), text), CASE WHEN text IS NULL OR set IS NULL THEN NULL ELSE 0 END) END;
CREATE OR REPLACE MACRO mc_initcap(text) AS array_to_string(list_transform(string_split(text, ' '),
    lambda word: upper(word[1]) || lower(substring(word, 2))), ' ');

-- The form of application/x-www-form-urlencoded, as Java's URLEncoder writes it.
CREATE OR REPLACE MACRO mc_url_encode(text) AS replace(replace(replace(url_encode(text), '%20', '+'), '%2A', '*'), '~', '%7E');
CREATE OR REPLACE MACRO mc_url_decode(text) AS url_decode(replace(text, '+', '%20'));

-- A path with [*] gives a list of values, which to_json makes one value again; the second extraction takes the quotes off a text.
CREATE OR REPLACE MACRO mc_get_json_object(text, path) AS
    CASE WHEN json_valid(text) THEN json_extract_string(to_json(json_extract(text, path)), '$') END;
CREATE OR REPLACE MACRO mc_json_pointer(name) AS '/' || replace(replace(name, '~', '~0'), '/', '~1');
CREATE OR REPLACE MACRO mc_json_member(text, name) AS CASE WHEN json_valid(text) THEN json_extract_string(text, mc_json_pointer(name)) END;
CREATE OR REPLACE MACRO mc_json_parse(text) AS CASE
    WHEN text IS NULL THEN NULL
    WHEN json_valid(text) THEN CAST(json(text) AS VARCHAR)
    ELSE error('ODPS-0121095 mc_json_parse: json_parse got a text that is no JSON; JSON_VALID tells') END;
-- CAST: any text is a JSON string, and a JSON string is the text in it.
CREATE OR REPLACE MACRO mc_text_as_json(text) AS CAST(to_json(text) AS VARCHAR);
CREATE OR REPLACE MACRO mc_json_text(value) AS CASE json_type(value)
    WHEN 'VARCHAR' THEN json_extract_string(value, '$')
    WHEN 'NULL' THEN NULL
    WHEN 'OBJECT' THEN error('ODPS-0123091 mc_json_text: a JSON object cannot be cast to a simple type; use JSON_FORMAT for its text, or FROM_JSON')
    WHEN 'ARRAY' THEN error('ODPS-0123091 mc_json_text: a JSON array cannot be cast to a simple type; use JSON_FORMAT for its text, or FROM_JSON')
    ELSE value END;
CREATE OR REPLACE MACRO mc_json_type(value) AS CASE json_type(value)
    WHEN 'OBJECT' THEN 'object' WHEN 'ARRAY' THEN 'array' WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'NULL' THEN 'null'
    WHEN NULL THEN NULL ELSE 'number' END;

-- Where the n-th match begins, or, with 1 as the last argument, where the text goes on behind it; 0 when there is none.
CREATE OR REPLACE MACRO mc_match_start(text, pattern, start, nth) AS CASE
    WHEN len(regexp_extract_all(substring(text, start), pattern)) < nth THEN 0
    ELSE start + length(list_reduce(list_prepend('', list_transform(range(nth - 1),
        lambda i: string_split_regex(substring(text, start), pattern)[i + 1] || regexp_extract_all(substring(text, start), pattern)[i + 1])),
        lambda a, b: a || b) || string_split_regex(substring(text, start), pattern)[nth]) END;
CREATE OR REPLACE MACRO mc_regexp_instr(text, pattern) AS mc_match_start(text, pattern, 1, 1),
    (text, pattern, start) AS mc_match_start(text, pattern, start, 1),
    (text, pattern, start, nth) AS mc_match_start(text, pattern, start, nth),
    (text, pattern, start, nth, behind) AS mc_match_start(text, pattern, start, nth) + CASE
        WHEN behind = 0 OR mc_match_start(text, pattern, start, nth) = 0 THEN 0
        ELSE length(regexp_extract_all(substring(text, start), pattern)[nth]) END;

-- The American Soundex: the first letter and the codes of the next three different consonants; H and W do not separate equal codes.
CREATE OR REPLACE MACRO mc_soundex_codes(letters) AS
    translate(letters, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '01230120022455012623010202');
CREATE OR REPLACE MACRO mc_without_repeats(codes) AS list_reduce(list_prepend('', string_split(codes, '')),
    lambda a, b: CASE WHEN a <> '' AND a[length(a)] = b THEN a ELSE a || b END);
CREATE OR REPLACE MACRO mc_soundex_word(word) AS rpad(substring(word[1] || replace(
    substring(mc_without_repeats(mc_soundex_codes(word[1] || regexp_replace(substring(word, 2), '[HW]', '', 'g'))), 2), '0', ''), 1, 4), 4, '0');
CREATE OR REPLACE MACRO mc_soundex(text) AS CASE WHEN text IS NULL THEN NULL
    WHEN regexp_replace(upper(text), '[^A-Z]', '', 'g') = '' THEN '' ELSE mc_soundex_word(regexp_replace(upper(text), '[^A-Z]', '', 'g')) END;

-- Parts of a URL, as Java's URL class names them.
CREATE OR REPLACE MACRO mc_url_group(url, n) AS
    nullif(regexp_extract(url, '^([a-zA-Z][a-zA-Z0-9+.-]*)://(?:([^@/?#]*)@)?([^:/?#]*)(?::([0-9]+))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$', n), '');
CREATE OR REPLACE MACRO mc_parse_url(url, part) AS CASE upper(part)
    WHEN 'PROTOCOL' THEN mc_url_group(url, 1)
    WHEN 'USERINFO' THEN mc_url_group(url, 2)
    WHEN 'HOST' THEN mc_url_group(url, 3)
    WHEN 'AUTHORITY' THEN CASE WHEN mc_url_group(url, 3) IS NOT NULL THEN
        coalesce(mc_url_group(url, 2) || '@', '') || mc_url_group(url, 3) || coalesce(':' || mc_url_group(url, 4), '') END
    WHEN 'PATH' THEN mc_url_group(url, 5)
    WHEN 'QUERY' THEN mc_url_group(url, 6)
    WHEN 'FILE' THEN coalesce(mc_url_group(url, 5), '') || coalesce('?' || mc_url_group(url, 6), '')
    WHEN 'REF' THEN mc_url_group(url, 7)
    ELSE error('ODPS-0121095 mc_parse_url: ''' || part || ''' is not a part of a URL; expected HOST, PATH, QUERY, REF, PROTOCOL, AUTHORITY, FILE or USERINFO') END,
    (url, part, name) AS CASE WHEN upper(part) = 'QUERY'
        THEN list_transform(list_filter(string_split(mc_url_group(url, 6), '&'), lambda pair: starts_with(pair, name || '=')),
            lambda pair: substring(pair, length(name) + 2))[1]
        ELSE error('ODPS-0121095 mc_parse_url: only the part QUERY of a URL has names') END;
CREATE OR REPLACE MACRO mc_url_tuple_part(url, part) AS CASE
    WHEN starts_with(part, 'QUERY:') THEN mc_parse_url(url, 'QUERY', part[7:])
    ELSE mc_parse_url(url, part) END;
