-- Conversions and comparisons that fit no other family.

CREATE OR REPLACE MACRO mc_scientific_digits(digits) AS digits[1] || '.' || CASE WHEN length(digits) > 1 THEN substring(digits, 2) ELSE '0' END;
CREATE OR REPLACE MACRO mc_point_exponent(plain) AS CASE
    WHEN ltrim(split_part(plain, '.', 1), '0') <> '' THEN length(split_part(plain, '.', 1)) - 1
    ELSE length(ltrim(split_part(plain, '.', 2), '0')) - length(split_part(plain, '.', 2)) - 1 END;
-- The engine writes 12345678.0, 1e+16 and 1e-05: all digits without zeros at the ends, then the exponent from where the point was.
CREATE OR REPLACE MACRO mc_scientific_text(plain) AS
    CASE WHEN starts_with(plain, '-') THEN '-' ELSE '' END || mc_scientific_digits(rtrim(ltrim(replace(split_part(ltrim(plain, '-'), 'e', 1), '.', ''), '0'), '0')) || 'E' ||
    (mc_point_exponent(split_part(ltrim(plain, '-'), 'e', 1)) + CASE WHEN contains(plain, 'e') THEN CAST(split_part(plain, 'e', 2) AS INTEGER) ELSE 0 END);
-- Java's form of a DOUBLE: plain digits from 0.001 up to 10,000,000, otherwise one digit, a point, the rest and E with the exponent.
CREATE OR REPLACE MACRO mc_double_text(x) AS CASE
    WHEN isnan(x) THEN 'NaN'
    WHEN isinf(x) THEN CASE WHEN x > 0 THEN 'Infinity' ELSE '-Infinity' END
    WHEN x = 0 OR abs(x) BETWEEN 1e-3 AND 9999999.999999999 THEN CAST(x AS VARCHAR)
    ELSE mc_scientific_text(CAST(x AS VARCHAR)) END;

CREATE OR REPLACE MACRO mc_datetime_text(moment) AS strftime(moment, '%Y-%m-%d %H:%M:%S');
CREATE OR REPLACE MACRO mc_boolean_text(value) AS CASE WHEN value THEN 'true' WHEN NOT value THEN 'false' END;

-- NULL is the smallest value for LEAST; in Hive's mode it makes both results NULL.
CREATE OR REPLACE MACRO mc_least(items) AS CASE WHEN len(items) = list_count(items) THEN list_min(items) END;
CREATE OR REPLACE MACRO mc_greatest_or_null(items) AS CASE WHEN len(items) = list_count(items) THEN list_max(items) END;

-- The first 60 bits of the MD5 of the text form of clustering columns. Files were written by it: it must never change.
CREATE OR REPLACE MACRO mc_bucket_hash(key) AS CAST('0x' || md5(key)[1:15] AS BIGINT);

CREATE OR REPLACE MACRO mc_fail_if(fails, message) AS CASE WHEN fails THEN CAST(error('ODPS-0121095 mc_fail_if: ' || message) AS BOOLEAN) WHEN NOT fails THEN true END;

-- Identity card numbers of China (GB 11643): 18 digits with a check digit, or the older 15 without a century and without one. NULL for others.
CREATE OR REPLACE MACRO mc_idcard_check(number) AS '10X98765432'[
    CAST(list_sum(list_transform([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], lambda weight, i: weight * CAST(number[i] AS INTEGER))) % 11 + 1 AS BIGINT)];
CREATE OR REPLACE MACRO mc_idcard(number) AS CASE
    WHEN regexp_full_match(number, '[0-9]{17}[0-9Xx]') THEN CASE WHEN mc_idcard_check(number) = upper(number[18]) THEN number END
    WHEN regexp_full_match(number, '[0-9]{15}') THEN number[1:6] || '19' || number[7:15] || '0' END;
CREATE OR REPLACE MACRO mc_idcard_birthday(number) AS CAST(try_strptime(mc_idcard(number)[7:14], '%Y%m%d') AS TIMESTAMPTZ);
CREATE OR REPLACE MACRO mc_idcard_age(number) AS CASE
    WHEN year(now()) - year(mc_idcard_birthday(number)) BETWEEN 0 AND 100 THEN year(now()) - year(mc_idcard_birthday(number)) END;
CREATE OR REPLACE MACRO mc_idcard_sex(number) AS
    CASE WHEN mc_idcard_birthday(number) IS NOT NULL THEN CASE WHEN CAST(mc_idcard(number)[17] AS INTEGER) % 2 = 1 THEN 'M' ELSE 'F' END END;

-- The hash of Hive: 31 times the hash so far, plus the next one, in 32 bits; NULL counts 0. A BIGINT is folded into 32 bits.
CREATE OR REPLACE MACRO mc_wrap32(x) AS CAST((CAST(x AS BIGINT) + 2147483648) & 4294967295 AS BIGINT) - 2147483648;
CREATE OR REPLACE MACRO mc_hash_bigint(x) AS CAST(mc_wrap32(xor(x & 4294967295, (x >> 32) & 4294967295)) AS INTEGER);
CREATE OR REPLACE MACRO mc_hash_items(items) AS CAST(list_reduce(list_transform(items, lambda item: CAST(coalesce(item, 0) AS BIGINT)),
    lambda hash, item: mc_wrap32(hash * 31 + item)) AS INTEGER);

-- The number of the next step of a recursive query.
CREATE OR REPLACE MACRO mc_next_step(step, steps_max, name) AS CASE
    WHEN step >= steps_max THEN error('ODPS-0130071 mc_next_step: recursive-cte ' || name || ' exceed max iterate number ' || steps_max)
    ELSE step + 1 END;
