/// Built-in functions and operators that were looked up one by one in PostgreSQL 15's sources.
///
/// The lists allow; what is not on them counts as able to give NULL. Functions go by their C name (pg_proc.prosrc),
/// because `lower` of a text is never NULL and `lower` of a range is, where it has no lower bound.
enum NeverNull {
    /// Strict operators that give a value for any two values. Not here: `->` and its kin, jsonpath, geometry's `#`.
    static let operators: Set<String> = [
        "=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "^", "||", "&", "|",
        "~", "~*", "!~", "!~*", "~~", "~~*", "!~~", "!~~*", "^@", "@>", "<@", "&&", "<<", ">>", "&<", "&>", "-|-",
        "?", "?|", "?&", "@@@",
    ]

    /// Strict functions that give a value for any values. Not here: to_char (NULL for infinity), extract and date_part
    /// (the same), array_length (NULL for an empty array), substring by pattern, current_setting.
    static let strictFunctions: Set<String> = [
        // text
        "lower", "upper", "initcap", "textlen", "text_substr", "text_substr_no_len", "text_left", "text_right", "lpad",
        "rpad",
        "btrim", "btrim1", "ltrim", "ltrim1", "rtrim", "rtrim1", "replace_text", "split_part", "textpos", "translate",
        "text_reverse", "repeat", "text_starts_with", "quote_ident", "quote_literal", "md5_text", "sha256_bytea",
        "binary_encode",
        "binary_decode", "textregexreplace", "textregexreplace_noopt", "bpchar_name", "name_text", "text_name",
        "char_text",
        "name_bpchar", "text_bpchar", "byteaoctetlen", "textoctetlen", "pg_convert_to", "pg_convert_from",
        "unicode_normalize_func",
        // numbers
        "int4abs", "int8abs", "int2abs", "numeric_abs", "float8abs", "numeric_round", "numeric_trunc", "numeric_ceil",
        "numeric_floor", "dround", "dceil", "dfloor", "numeric_mod", "int8mod", "int4mod", "numeric_power", "dpow",
        "numeric_sqrt",
        "dsqrt", "numeric_sign", "int4_numeric", "int8_numeric", "int2_numeric", "numeric_int4", "numeric_int8",
        "numeric_float8",
        "float8_numeric", "int48", "int84", "int28", "int82", "i2toi4", "i4toi2", "i4tod", "i8tod", "dtoi4", "dtoi8",
        "ftod", "dtof",
        "numeric", "int4_bool", "bool_int4",
        // dates
        "timestamptz_date", "timestamp_date", "date_timestamp", "date_timestamptz", "timestamptz_timestamp",
        "timestamp_timestamptz",
        "timestamptz_zone", "timestamp_zone", "timestamptz_trunc", "timestamp_trunc", "make_date", "timestamptz_age",
        "timestamp_age",
        // ranges
        "range_lower_inf", "range_upper_inf", "range_lower_inc", "range_upper_inc", "range_empty",
        // arrays, JSON
        "array_cardinality", "array_to_text", "to_jsonb", "to_json", "row_to_json", "jsonb_typeof", "json_typeof",
        "jsonb_array_length", "json_array_length",
    ]

    /// A value whatever the arguments are.
    static let always: Set<String> = [
        "now", "clock_timestamp", "statement_timestamp", "timeofday", "text_concat", "gen_random_uuid", "drandom",
        "jsonb_build_object", "json_build_object", "jsonb_build_array", "json_build_array", "jsonb_build_object_noargs",
        "json_build_object_noargs", "jsonb_build_array_noargs", "json_build_array_noargs", "current_database",
        "pg_backend_pid",
        "current_user", "session_user", "pg_current_xact_id",
    ]

    /// format(…) and concat_ws(…).
    static let unlessFirstIsNull: Set<String> = ["text_format", "text_format_nv", "text_concat_ws"]

    static let counts: Set<String> = ["count", "regr_count"]
    static let aggregates: Set<String> = [
        "max", "min", "sum", "avg", "string_agg", "bool_and", "bool_or", "every", "bit_and", "bit_or", "range_agg",
    ]
    static let collectingAggregates: Set<String> = [
        "array_agg", "json_agg", "jsonb_agg", "json_object_agg", "jsonb_object_agg",
    ]
    static let windowFunctions: Set<String> = [
        "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "count",
    ]
    static let setFunctions: Set<String> = ["generate_series", "generate_subscripts", "regexp_split_to_table"]
}
