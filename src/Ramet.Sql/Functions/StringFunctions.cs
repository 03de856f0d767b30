using static Ramet.Sql.Functions.Define;

namespace Ramet.Sql.Functions;

/// <summary>Texts. Source: the page "String functions".</summary>
internal static class StringFunctions
{
    /// <summary>CONCAT of texts, which the binder makes the operator <c>||</c>.</summary>
    public static readonly FunctionOverload ConcatTexts = Scalar("concat(string, string...) string", "({* || })");

    /// <summary>CONCAT_WS of texts; of several the binder makes the operator <c>||</c>.</summary>
    public static readonly FunctionOverload ConcatTextsWithSeparator =
        Scalar("concat_ws(string, string, string...) string", "CASE WHEN ({* || }) IS NOT NULL THEN concat_ws({*}) END");

    public static readonly FunctionOverload[] All =
    [
        Scalar("ascii(string) bigint", "CAST(ascii({0}) AS BIGINT)"),
        Scalar("chr(bigint) string", "chr(CAST({0} AS INTEGER))"),
        Scalar("char_matchcount(string, string) bigint", "mc_char_matchcount"),
        Scalar("concat() string", "CAST(NULL AS VARCHAR)"),
        ConcatTexts,
        Scalar("concat(array<T>, array<T>...) array<T>", "list_concat({*})"),
        Scalar("concat_ws(string, array<string>) string", "mc_array_join({1}, {0})"),
        ConcatTextsWithSeparator,
        Scalar("decode(binary, string) string", "mc_decode"),
        Scalar("encode(string, string) binary", "mc_encode"),
        Scalar("find_in_set(string, string) bigint", "CAST(mc_find_in_set({0}, {1}) AS BIGINT)"),
        Scalar("from_charset(binary, string) string", "mc_from_charset({0}, {1}, 'NORMAL')"),
        Scalar("from_charset(binary, string, string) string", "mc_from_charset"),
        Scalar("get_json_object(string, string) string", "mc_get_json_object"),
        Scalar("json_exists(json, string) boolean", "json_exists({0}, {1})"),
        Scalar("json_extract(json, string) json", "CAST(json_extract({0}, {1}) AS VARCHAR)"),
        Scalar("json_format(json) string", "{0}"),
        Scalar("json_parse(string) json", "mc_json_parse"),
        Scalar("json_pretty(json) string", "CAST(json_pretty({0}) AS VARCHAR)"),
        Scalar("json_type(json) string", "mc_json_type"),
        Scalar("json_valid(string) boolean", "CAST(json_valid({0}) AS BOOLEAN)"),
        Scalar("initcap(string) string", "mc_initcap"),
        Scalar("instr(string, string) bigint", "instr"),
        Scalar("instr(string, string, bigint, bigint?) bigint", "mc_instr"),
        Scalar("is_encoding(string, string, string) boolean", "mc_is_encoding"),
        Scalar("keyvalue(string, string) string", "mc_keyvalue({0}, ';', ':', {1})"),
        Scalar("keyvalue(string, string, string, string) string", "mc_keyvalue"),
        Scalar("length(string) bigint"),
        Scalar("lengthb(string) bigint", "strlen"),
        Scalar("locate(string, string) bigint", "instr({1}, {0})"),
        Scalar("locate(string, string, bigint) bigint", "mc_instr({1}, {0}, {2})"),
        Scalar("lower(string) string"),
        Scalar("lpad(string, bigint, string) string", "mc_pad_left"),
        Scalar("ltrim(string, string?) string", "ltrim"),
        Scalar("mask_hash(string) string", "sha256({0})"),
        Scalar("md5(string) string"),
        Scalar("parse_url(string, string) string", "mc_parse_url"),
        Scalar("parse_url(string, string, string) string", "mc_parse_url"),
        Scalar("regexp_count(string, string, bigint?) bigint", "mc_regexp_count"),
        Scalar("regexp_extract(string, string) string", "mc_regexp_extract({0}, {1}, 1)"),
        Scalar("regexp_extract(string, string, bigint!) string", "mc_regexp_extract"),
        Scalar("regexp_extract_all(string, string) array<string>", "mc_regexp_extract_all({0}, {1}, 1)"),
        Scalar("regexp_extract_all(string, string, bigint!) array<string>", "mc_regexp_extract_all"),
        Scalar("regexp_instr(string, string, bigint?, bigint?, bigint?) bigint", "mc_regexp_instr"),
        Scalar("regexp_replace(string, string, string, bigint?) string", "mc_regexp_replace"),
        Scalar("regexp_substr(string, string, bigint?, bigint?) string", "mc_regexp_substr"),
        Scalar("repeat(string, bigint) string", "mc_repeat"),
        Scalar("replace(string, string, string) string", "mc_replace"),
        Scalar("reverse(string) string"),
        Scalar("rpad(string, bigint, string) string", "mc_pad_right"),
        Scalar("rtrim(string, string?) string", "rtrim"),
        Scalar("soundex(string) string", "mc_soundex"),
        Scalar("space(bigint) string", "mc_repeat(' ', {0})"),
        Scalar("split(string, string) array<string>", "string_split_regex"),
        Scalar("split_part(string, string, bigint) string", "split_part"),
        Scalar("split_part(string, string, bigint, bigint) string", "mc_split_part"),
        Scalar("substr(string, bigint, bigint?) string", "mc_substr"),
        Scalar("substring(string, bigint, bigint?) string", "mc_substr"),
        Scalar("substring_index(string, string, bigint) string", "mc_substring_index"),
        Scalar("to_char(boolean) string", "upper(CAST({0} AS VARCHAR))"),
        Scalar("to_char(string) string", "{0}"),
        Scalar("to_char(moment, string) string", "mc_to_char(CAST({0} AS TIMESTAMPTZ), {1})"),
        Scalar("to_charset(string, string) binary", "mc_to_charset({0}, {1}, 'NORMAL')"),
        Scalar("to_charset(string, string, string) binary", "mc_to_charset"),
        Scalar("tolower(string) string", "lower"),
        Scalar("toupper(string) string", "upper"),
        Scalar("translate(string, string, string) string"),
        Scalar("trim(string, string?) string", "trim"),
        Scalar("upper(string) string"),
        Scalar("url_decode(string) string", "mc_url_decode"),
        Scalar("url_encode(string) string", "mc_url_encode"),
    ];
}
