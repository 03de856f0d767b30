-- Dates and times. DATETIME and TIMESTAMP are TIMESTAMPTZ here, so every field is one of the session's TimeZone.
-- "Part" is a word such as 'mm' or 'month'; "pattern" is a format in MaxCompute's letters (yyyy mm dd hh mi ss ff3).

CREATE OR REPLACE MACRO mc_part(part) AS CASE lower(part)
    WHEN 'yyyy' THEN 'year' WHEN 'year' THEN 'year'
    WHEN 'q' THEN 'quarter' WHEN 'quarter' THEN 'quarter'
    WHEN 'mm' THEN 'month' WHEN 'month' THEN 'month' WHEN 'mon' THEN 'month'
    WHEN 'week' THEN 'week'
    WHEN 'dd' THEN 'day' WHEN 'day' THEN 'day'
    WHEN 'hh' THEN 'hour' WHEN 'hour' THEN 'hour'
    WHEN 'mi' THEN 'minute' WHEN 'minute' THEN 'minute'
    WHEN 'ss' THEN 'second' WHEN 'second' THEN 'second'
    WHEN 'ff3' THEN 'millisecond'
    ELSE error('ODPS-0121095 mc_part: ''' || part || ''' is not a date part; expected yyyy, q, mm, week, dd, hh, mi, ss or ff3') END;

CREATE OR REPLACE MACRO mc_interval(part, amount) AS CASE mc_part(part)
    WHEN 'year' THEN to_years(CAST(amount AS INTEGER))
    WHEN 'quarter' THEN to_months(3 * CAST(amount AS INTEGER))
    WHEN 'month' THEN to_months(CAST(amount AS INTEGER))
    WHEN 'week' THEN to_days(7 * CAST(amount AS INTEGER))
    WHEN 'day' THEN to_days(CAST(amount AS INTEGER))
    WHEN 'hour' THEN to_hours(amount)
    WHEN 'minute' THEN to_minutes(amount)
    WHEN 'second' THEN to_seconds(amount)
    ELSE to_milliseconds(amount) END;

CREATE OR REPLACE MACRO mc_day_part(part) AS CASE WHEN mc_part(part) IN ('hour', 'minute', 'second', 'millisecond')
    THEN error('ODPS-0121095 mc_day_part: a DATE has no ''' || part || '''; cast it to DATETIME') ELSE part END;

CREATE OR REPLACE MACRO mc_dateadd(moment, amount, part) AS moment + mc_interval(part, amount);
CREATE OR REPLACE MACRO mc_dateadd_date(day, amount, part) AS CAST(day + mc_interval(mc_day_part(part), amount) AS DATE);
CREATE OR REPLACE MACRO mc_datediff(later, earlier) AS date_diff('day', earlier, later),
    (later, earlier, part) AS date_diff(mc_part(part), earlier, later);
CREATE OR REPLACE MACRO mc_datetrunc(moment, part) AS date_trunc(mc_part(part), moment);
CREATE OR REPLACE MACRO mc_datepart(moment, part) AS CASE mc_part(part)
    WHEN 'millisecond' THEN date_part('millisecond', moment) % 1000
    ELSE date_part(mc_part(part), moment) END;

-- MaxCompute's letters as strftime's. They are case-insensitive: the minutes leave first, as \x01, lest 'mimm' be read as m-im-m.
CREATE OR REPLACE MACRO mc_pattern(pattern) AS replace(
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        replace(pattern, '%', '%%'),
        'mi', chr(1), 'gi'), 'yyyy', '%Y', 'gi'), 'ff3', '%g', 'gi'), 'mm', '%m', 'gi'), 'dd', '%d', 'gi'), 'hh', '%H', 'gi'), 'ss', '%S', 'gi'),
    chr(1), '%M');

-- Reading by a pattern is managed code: strptime insists on a constant pattern, and is stricter with what stands between the fields.

-- Java's letters, which the functions inherited from Hive use: MM is the month, mm the minute, HH the hour of 24.
CREATE OR REPLACE MACRO mc_java_pattern(pattern) AS
    replace(replace(replace(replace(replace(replace(replace(replace(replace(
        pattern, '%', '%%'), 'yyyy', '%Y'), 'SSS', '%g'), 'MM', '%m'), 'dd', '%d'), 'HH', '%H'), 'hh', '%I'), 'mm', '%M'), 'ss', '%S');

CREATE OR REPLACE MACRO mc_to_char(moment, pattern) AS strftime(moment, mc_pattern(pattern));
CREATE OR REPLACE MACRO mc_date_format(moment, pattern) AS strftime(moment, mc_java_pattern(pattern));

CREATE OR REPLACE MACRO mc_getdate() AS date_trunc('millisecond', now());
CREATE OR REPLACE MACRO mc_unix_timestamp(moment) AS CAST(floor(epoch(moment)) AS BIGINT);
CREATE OR REPLACE MACRO mc_from_unixtime(seconds) AS to_timestamp(CAST(seconds AS BIGINT));
CREATE OR REPLACE MACRO mc_to_millis(moment) AS epoch_ms(moment);
-- Besides the names of zones, Java's offsets: GMT+8, UTC-05:30, +08:00. In minutes; NULL for a name.
CREATE OR REPLACE MACRO mc_offset_part(zone, n) AS regexp_extract(zone, '^(?:GMT|UTC)?([+-])([0-9]{1,2})(?::?([0-9]{2}))?$', n);
CREATE OR REPLACE MACRO mc_offset_minutes(zone) AS CASE WHEN mc_offset_part(zone, 1) <> '' THEN
    CASE mc_offset_part(zone, 1) WHEN '-' THEN -1 ELSE 1 END
    * (CAST(mc_offset_part(zone, 2) AS BIGINT) * 60 + coalesce(TRY_CAST(mc_offset_part(zone, 3) AS BIGINT), 0)) END;
CREATE OR REPLACE MACRO mc_from_utc(moment, zone) AS CAST(CASE WHEN mc_offset_minutes(zone) IS NOT NULL
    THEN CAST(moment AS TIMESTAMP) + to_minutes(mc_offset_minutes(zone))
    ELSE timezone(CASE WHEN mc_offset_minutes(zone) IS NULL THEN zone END, timezone('UTC', CAST(moment AS TIMESTAMP))) END AS TIMESTAMPTZ);

CREATE OR REPLACE MACRO mc_add_months(day, months) AS CAST(CAST(day + to_months(CAST(months AS INTEGER)) AS DATE) AS VARCHAR);
CREATE OR REPLACE MACRO mc_next_day(day, weekday) AS CAST(day + 1 + (7 + CASE upper(weekday[1:2])
    WHEN 'MO' THEN 0 WHEN 'TU' THEN 1 WHEN 'WE' THEN 2 WHEN 'TH' THEN 3 WHEN 'FR' THEN 4 WHEN 'SA' THEN 5 WHEN 'SU' THEN 6 END
    - CAST(isodow(day) AS INTEGER)) % 7 AS VARCHAR);

-- Hive's rule: whole months when both are the same day of the month or both the last one, otherwise months of 31 days.
CREATE OR REPLACE MACRO mc_months_between(later, earlier) AS
    (year(later) - year(earlier)) * 12 + month(later) - month(earlier) + CASE
        WHEN day(later) = day(earlier) THEN 0e0
        WHEN CAST(later AS DATE) = last_day(later) AND CAST(earlier AS DATE) = last_day(earlier) THEN 0e0
        ELSE ((day(later) - day(earlier)) * 86400e0
            + epoch(later - date_trunc('day', later)) - epoch(earlier - date_trunc('day', earlier))) / 2678400e0 END;

-- The name of the day, month ... as the values of a partition column that is made from it.
CREATE OR REPLACE MACRO mc_trunc_time(moment, part) AS CASE mc_part(part)
    WHEN 'year' THEN strftime(moment, '%Y')
    WHEN 'month' THEN strftime(moment, '%Y-%m')
    WHEN 'day' THEN strftime(moment, '%Y-%m-%d')
    WHEN 'hour' THEN strftime(moment, '%Y-%m-%d %H:00:00')
    ELSE error('ODPS-0121095 mc_trunc_time: trunc_time takes year, month, day or hour') END;
