-- The eight tables of TPC-H, 1.4 of its specification. Keys are BIGINT, as the specification asks for identifiers of any range.
CREATE TABLE region (r_regionkey BIGINT NOT NULL, r_name CHAR(25) NOT NULL, r_comment VARCHAR(152));
CREATE TABLE nation (n_nationkey BIGINT NOT NULL, n_name CHAR(25) NOT NULL, n_regionkey BIGINT NOT NULL, n_comment VARCHAR(152));
CREATE TABLE part (
    p_partkey BIGINT NOT NULL, p_name VARCHAR(55), p_mfgr CHAR(25), p_brand CHAR(10), p_type VARCHAR(25), p_size INT, p_container CHAR(10),
    p_retailprice DECIMAL(15,2), p_comment STRING);
CREATE TABLE supplier (
    s_suppkey BIGINT NOT NULL, s_name CHAR(25), s_address VARCHAR(40), s_nationkey BIGINT, s_phone CHAR(15), s_acctbal DECIMAL(15,2),
    s_comment STRING);
CREATE TABLE partsupp (
    ps_partkey BIGINT NOT NULL, ps_suppkey BIGINT NOT NULL, ps_availqty BIGINT, ps_supplycost DECIMAL(15,2), ps_comment STRING);
CREATE TABLE customer (
    c_custkey BIGINT NOT NULL, c_name VARCHAR(25), c_address VARCHAR(40), c_nationkey BIGINT, c_phone CHAR(15), c_acctbal DECIMAL(15,2),
    c_mktsegment CHAR(10), c_comment STRING);
CREATE TABLE orders (
    o_orderkey BIGINT NOT NULL, o_custkey BIGINT NOT NULL, o_orderstatus CHAR(1), o_totalprice DECIMAL(15,2), o_orderdate DATE,
    o_orderpriority CHAR(15), o_clerk CHAR(15), o_shippriority INT, o_comment STRING);
CREATE TABLE lineitem (
    l_orderkey BIGINT NOT NULL, l_partkey BIGINT NOT NULL, l_suppkey BIGINT NOT NULL, l_linenumber BIGINT NOT NULL, l_quantity DECIMAL(15,2),
    l_extendedprice DECIMAL(15,2), l_discount DECIMAL(15,2), l_tax DECIMAL(15,2), l_returnflag CHAR(1), l_linestatus CHAR(1), l_shipdate DATE,
    l_commitdate DATE, l_receiptdate DATE, l_shipinstruct CHAR(25), l_shipmode CHAR(10), l_comment STRING);
