import Records

/// The present row of a query. Valid only inside the closure it is given to; columns count from 0.
///
/// The typed readers do not check: a NULL reads as 0 or "". Ask for the optional form where a column may be NULL.
public protocol Row {
    var columnCount: Int { get }
    func name(_ column: Int) -> String
    func isNull(_ column: Int) -> Bool
    func integer(_ column: Int) -> Int64
    func real(_ column: Int) -> Double
    func text(_ column: Int) -> String
    func blob(_ column: Int) -> [UInt8]
    /// The value as stored.
    func value(_ column: Int) -> SQLValue
}

extension Row {
    public func optionalInteger(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }
    public func optionalReal(_ column: Int) -> Double? { isNull(column) ? nil : real(column) }
    public func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
    public func count(_ column: Int) -> Int { Int(integer(column)) }
    public func flag(_ column: Int) -> Bool { integer(column) != 0 }
    public func time(_ column: Int) -> Timestamp { Timestamp(milliseconds: integer(column)) }
    public func optionalTime(_ column: Int) -> Timestamp? { isNull(column) ? nil : time(column) }

    public func id<Kind>(_ column: Int, _ kind: Kind.Type = Kind.self) -> EntityID<Kind> {
        EntityID(raw: integer(column))
    }

    public func optionalID<Kind>(_ column: Int, _ kind: Kind.Type = Kind.self) -> EntityID<Kind>? {
        isNull(column) ? nil : EntityID(raw: integer(column))
    }

    /// A column that holds the name of an enum's case; an unknown name is a damaged or newer store.
    public func named<Value: RawRepresentable<String>>(_ column: Int, _ type: Value.Type = Value.self) throws -> Value {
        let text = text(column)
        guard let value = Value(rawValue: text) else {
            throw StorageError.unknownName(text, of: "\(Value.self)", column: name(column))
        }
        return value
    }
}
