using static Ramet.Sql.Functions.Define;

namespace Ramet.Sql.Functions;

/// <summary>Conditions, encodings and the rest. Source: the pages "Other functions" and "Encryption and decryption functions".</summary>
internal static class OtherFunctions
{
    /// <summary>FROM_JSON without its second argument, which is the type of the result.</summary>
    public static readonly FunctionOverload FromJson = Scalar("from_json(string) string", "TRY_CAST(TRY_CAST({0} AS JSON) AS {T})");

    public static readonly FunctionOverload[] All =
    [
        Scalar("coalesce(T, T...) T"),
        Scalar("nvl(T, T) T", "coalesce"),
        Scalar("ifnull(T, T) T", "coalesce"),
        Scalar("nullif(T, T) T"),
        Scalar("if(boolean, T, T) T", "CASE WHEN {0} THEN {1} ELSE {2} END"),
        Scalar("greatest(T, T...) T", "greatest") with { InHiveMode = false },
        Scalar("greatest(T, T...) T", "mc_greatest_or_null([{*}])") with { InHiveMode = true },
        Scalar("least(T, T...) T", "mc_least([{*}])"),
        Scalar("ordinal(bigint, T, T...) T", "list_sort([{1*}], 'ASC', 'NULLS FIRST')[{0}]"),
        Scalar("uuid() string", "CAST(uuid() AS VARCHAR)") with { IsVolatile = true },
        Scalar("base64(binary) string"),
        Scalar("unbase64(string) binary", "TRY(from_base64({0}))"),
        Scalar("sha(string) string", "sha1"),
        Scalar("sha1(string) string"),
        Scalar("sha2(string, bigint) string", "mc_sha2"),
        Scalar("failif(boolean, string) boolean", "mc_fail_if"),
        Scalar("get_idcard_age(string) bigint", "mc_idcard_age"),
        Scalar("get_idcard_birthday(string) datetime", "mc_idcard_birthday"),
        Scalar("get_idcard_sex(string) string", "mc_idcard_sex"),
        Scalar("sample(bigint!) boolean", "(floor(random() * {0}) = 0)") with { IsVolatile = true },
        Scalar("sample(bigint!, bigint!) boolean", "(floor(random() * {0}) = {1} - 1)") with { IsVolatile = true },
        Scalar("sample(bigint!, bigint!, any...) boolean", "(hash(row({2*})) % CAST({0} AS UBIGINT) = CAST({1} - 1 AS UBIGINT))"),
        Scalar("unique_id() string", "(CAST(uuid() AS VARCHAR) || '_1')") with { IsVolatile = true },
        Scalar("crc32(string) bigint", "mc_crc32"),
        Scalar("compress(binary) binary", "mc_compress"),
        Scalar("compress(string) binary", "mc_compress(encode({0}))"),
        Scalar("decompress(binary) binary", "mc_decompress"),
        Scalar("sym_encrypt(binary, binary) binary", "mc_sym_encrypt({0}, {1}, 'AES-GCM-256', '')") with { IsVolatile = true },
        Scalar("sym_encrypt(binary, binary, string) binary", "mc_sym_encrypt({0}, {1}, {2}, '')") with { IsVolatile = true },
        Scalar("sym_encrypt(binary, binary, string, string) binary", "mc_sym_encrypt") with { IsVolatile = true },
        Scalar("sym_encrypt(string, binary) binary", "mc_sym_encrypt(encode({0}), {1}, 'AES-GCM-256', '')") with { IsVolatile = true },
        Scalar("sym_decrypt(binary, binary) binary", "mc_sym_decrypt({0}, {1}, 'AES-GCM-256', '')"),
        Scalar("sym_decrypt(binary, binary, string) binary", "mc_sym_decrypt({0}, {1}, {2}, '')"),
        Scalar("sym_decrypt(binary, binary, string, string) binary", "mc_sym_decrypt"),
        Scalar("get_json_object(json, string) string", "mc_get_json_object"),
    ];
}
