import Records

/// How the nouns of `Records` become column values: ids and times are integers, names are text, nil is NULL.
extension SQLValue {
    public static func id<Kind>(_ id: EntityID<Kind>) -> SQLValue { .integer(id.raw) }
    public static func id<Kind>(_ id: EntityID<Kind>?) -> SQLValue { id.map { .integer($0.raw) } ?? .null }
    public static func time(_ time: Timestamp) -> SQLValue { .integer(time.milliseconds) }
    public static func time(_ time: Timestamp?) -> SQLValue { time.map { .integer($0.milliseconds) } ?? .null }
    public static func flag(_ value: Bool) -> SQLValue { .integer(value ? 1 : 0) }
    public static func count(_ value: Int) -> SQLValue { .integer(Int64(value)) }
    public static func count(_ value: Int?) -> SQLValue { value.map { .integer(Int64($0)) } ?? .null }
    public static func name(_ value: some RawRepresentable<String>) -> SQLValue { .text(value.rawValue) }
    public static func text(orNull value: String?) -> SQLValue { value.map { .text($0) } ?? .null }
    public static func real(orNull value: Double?) -> SQLValue { value.map { .real($0) } ?? .null }
    public static func integer(orNull value: Int64?) -> SQLValue { value.map { .integer($0) } ?? .null }
    /// 64 unsigned bits in a signed column.
    public static func bits(_ value: UInt64?) -> SQLValue { value.map { .integer(Int64(bitPattern: $0)) } ?? .null }
}
