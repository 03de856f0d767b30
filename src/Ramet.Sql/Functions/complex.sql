-- Arrays and maps.

-- Positions count from 0.
CREATE OR REPLACE MACRO mc_element(items, i) AS CASE WHEN i >= 0 THEN items[i + 1] END;

CREATE OR REPLACE MACRO mc_slice(items, start, length) AS CASE
    WHEN start > 0 THEN items[start:start + length - 1]
    WHEN start < 0 AND len(items) + start >= 0 THEN items[len(items) + start + 1:len(items) + start + length]
    WHEN start = 0 THEN error('ODPS-0121095: slice needs a start position other than 0')
    ELSE items[1:0] END;

CREATE OR REPLACE MACRO mc_except(items, others) AS
    list_distinct(list_filter(items, lambda item: NOT coalesce(list_contains(others, item), false)));
CREATE OR REPLACE MACRO mc_sort(items, ascending) AS
    CASE WHEN ascending THEN list_sort(items, 'ASC', 'NULLS FIRST') ELSE list_sort(items, 'DESC', 'NULLS LAST') END;
