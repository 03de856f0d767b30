-- Numbers. Where a function has no value (the logarithm of 0, a root of -1) MaxCompute gives NULL and the engine an error.

CREATE OR REPLACE MACRO mc_ln(x) AS CASE WHEN x > 0 THEN ln(x) END;
CREATE OR REPLACE MACRO mc_log2(x) AS CASE WHEN x > 0 THEN log2(x) END;
CREATE OR REPLACE MACRO mc_log10(x) AS CASE WHEN x > 0 THEN log10(x) END;
CREATE OR REPLACE MACRO mc_log(base, x) AS mc_ln(x) / nullif(mc_ln(base), 0);
CREATE OR REPLACE MACRO mc_sqrt(x) AS CASE WHEN x >= 0 THEN sqrt(x) END;
CREATE OR REPLACE MACRO mc_asin(x) AS CASE WHEN x BETWEEN -1 AND 1 THEN asin(x) END;
CREATE OR REPLACE MACRO mc_acos(x) AS CASE WHEN x BETWEEN -1 AND 1 THEN acos(x) END;
CREATE OR REPLACE MACRO mc_factorial(n) AS CASE WHEN n BETWEEN 0 AND 20 THEN CAST(factorial(CAST(n AS INTEGER)) AS BIGINT) END;

-- The value of the digits up to the first that is none, then written in the other base. Negative numbers keep their sign.
CREATE OR REPLACE MACRO mc_digits(text, base) AS list_transform(
    string_split(regexp_extract(upper(text), '[0-9A-Z]+'), ''), lambda digit: CAST(instr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', digit) - 1 AS BIGINT));
CREATE OR REPLACE MACRO mc_conv(text, from_base, to_base) AS
    CASE WHEN starts_with(text, '-') THEN '-' ELSE '' END ||
    to_base(list_reduce(list_prepend(CAST(0 AS BIGINT), mc_digits(text, from_base)),
        lambda value, digit: CASE WHEN digit < from_base THEN value * from_base + digit
            ELSE error('ODPS-0121095 mc_conv: conv found a digit that base ' || from_base || ' does not have') END), CAST(to_base AS INTEGER));

CREATE OR REPLACE MACRO mc_format_number(x, places) AS CASE
    WHEN places BETWEEN 0 AND 340 THEN format('{:,.' || places || 'f}', CAST(x AS DOUBLE))
    WHEN places IS NOT NULL THEN error('ODPS-0121065 mc_format_number: format_number takes 0 to 340 places, not ' || places) END;

-- The engine counts negative fractions from the end and refuses those beyond 1 when it plans, where error() cannot be called: 2 stands for both.
CREATE OR REPLACE MACRO mc_fraction(part) AS CASE WHEN part BETWEEN 0 AND 1 THEN part ELSE 2 END;
CREATE OR REPLACE MACRO mc_fractions(parts) AS list_transform(parts, lambda part: mc_fraction(part));
CREATE OR REPLACE MACRO mc_trunc(x, places) AS trunc(x, CAST(places AS INTEGER));
CREATE OR REPLACE MACRO mc_width_bucket(x, low, high, buckets) AS CASE
    WHEN x IS NULL OR low IS NULL OR high IS NULL OR buckets IS NULL THEN NULL
    WHEN buckets <= 0 THEN error('ODPS-0121095 mc_width_bucket: width_bucket needs at least 1 bucket, not ' || buckets)
    WHEN high <= low THEN error('ODPS-0121095 mc_width_bucket: width_bucket needs a maximum greater than the minimum')
    WHEN x < low THEN 0
    WHEN x >= high THEN buckets + 1
    ELSE CAST(floor((x - low) * buckets / (high - low)) AS BIGINT) + 1 END;

-- Shifts wrap around as in Java; the engine's own refuse to lose bits. The count is taken modulo 64.
CREATE OR REPLACE MACRO mc_wrap64(x) AS CAST(CASE WHEN x % 18446744073709551616 >= 9223372036854775808 THEN x % 18446744073709551616 - 18446744073709551616
    WHEN x % 18446744073709551616 < -9223372036854775808 THEN x % 18446744073709551616 + 18446744073709551616
    ELSE x % 18446744073709551616 END AS BIGINT);
CREATE OR REPLACE MACRO mc_shift_left(x, bits) AS mc_wrap64((CAST(x AS HUGEINT) & (18446744073709551615 >> CAST(bits & 63 AS HUGEINT))) << CAST(bits & 63 AS HUGEINT));

-- Decimals beyond what the engine computes by itself. "Whole" is the value without its point: 1.50 -> 150.
CREATE OR REPLACE MACRO mc_whole(x) AS CAST(replace(CAST(x AS VARCHAR), '.', '') AS HUGEINT);
CREATE OR REPLACE MACRO mc_power10(n) AS CAST('1' || repeat('0', n) AS HUGEINT);
-- a / b rounded half away from zero. The lambda names both, so that their texts, which may be long, are not repeated.
CREATE OR REPLACE MACRO mc_divide_rounded(a, b) AS list_transform([{'a': a, 'b': nullif(b, 0)}], lambda of: of.a // of.b +
    CASE WHEN 2 * abs(of.a % of.b) >= abs(of.b) THEN sign(of.a) * sign(of.b) ELSE 0 END)[1];
-- a * b in units of the result's last digit. Zeros at the ends are dropped first, so that common values fit into 128 bits.
CREATE OR REPLACE MACRO mc_trimmed(x) AS regexp_replace(CAST(x AS VARCHAR), '(\.[0-9]*?)0+$', '\1');
CREATE OR REPLACE MACRO mc_places(text) AS length(split_part(text, '.', 2));
CREATE OR REPLACE MACRO mc_multiply_texts(a, b, scale) AS mc_divide_rounded(
    CAST(replace(a, '.', '') AS HUGEINT) * CAST(replace(b, '.', '') AS HUGEINT) * mc_power10(greatest(scale - mc_places(a) - mc_places(b), 0)),
    mc_power10(greatest(mc_places(a) + mc_places(b) - scale, 0)));
CREATE OR REPLACE MACRO mc_decimal_multiply(a, b, scale) AS mc_multiply_texts(mc_trimmed(a), mc_trimmed(b), scale);
CREATE OR REPLACE MACRO mc_shift_right_unsigned(x, bits) AS
    mc_wrap64((CAST(x AS HUGEINT) & 18446744073709551615) >> CAST(bits & 63 AS HUGEINT));

-- The sum of a column of DECIMAL, of which no digit may be lost.
CREATE OR REPLACE MACRO mc_decimal_sum(total, greatest_value) AS
    CASE WHEN abs(total) <= greatest_value OR total IS NULL THEN total ELSE error('Overflow in addition of DECIMAL(38)!') END;
