/// Codable values straight to `JSONValue`: no text in between, keys in the order of encoding (dictionaries: sorted).
///
/// A whole `Double` becomes an integer, as JSON encoders write it: a rating of 4 is `4`. NaN and infinity are refused.
final class JSONValueEncoder: Encoder {
    /// Where the value grows; containers share it by reference.
    final class Storage {
        var value: JSONValue = .null
        /// An array or object under construction; `settled` makes the value of it.
        var elements: [Storage]?
        var members: [(key: String, storage: Storage)]?
        var isSorted = false

        func settled() -> JSONValue {
            if let elements { return .array(elements.map { $0.settled() }) }
            guard let members else { return value }
            let object = JSONObject(uniqueMembers: members.map { ($0.key, $0.storage.settled()) })
            return .object(isSorted ? JSONObject(uniqueMembers: object.sortedMembers) : object)
        }
    }

    let storage: Storage
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(_ storage: Storage = Storage(), at path: [any CodingKey] = []) {
        self.storage = storage
        codingPath = path
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if storage.members == nil { storage.members = [] }
        return KeyedEncodingContainer(JSONKeyedEncoding<Key>(storage: storage, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if storage.elements == nil { storage.elements = [] }
        return JSONListEncoding(storage: storage, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        JSONSingleEncoding(storage: storage, codingPath: codingPath)
    }

    /// Fills `storage` with any encodable value; the common leaf types do not go through a container.
    static func fill<T: Encodable>(_ storage: Storage, with value: T, at path: @autoclosure () -> [any CodingKey]) throws {
        switch value {
        case let value as String: storage.value = .string(value)
        case let value as Double: storage.value = try number(value, at: path())
        case let value as Int: storage.value = .int(Int64(value))
        case let value as Bool: storage.value = .bool(value)
        case let value as JSONValue: storage.value = value
        case let value as JSONObject: storage.value = .object(value)
        default:
            try value.encode(to: JSONValueEncoder(storage, at: path()))
            if value is any StringKeyed { storage.isSorted = true }
        }
    }

    static func number(_ value: Double, at path: [any CodingKey]) throws -> JSONValue {
        guard value.isFinite else {
            throw EncodingError.invalidValue(value, .init(codingPath: path, debugDescription: "JSON has no `\(value)`"))
        }
        if value.magnitude < 9_007_199_254_740_992, value == value.rounded(), !(value == 0 && value.sign == .minus) {
            return .int(Int64(value))
        }
        return .double(value)
    }

    static func integer(_ value: some BinaryInteger) -> JSONValue {
        Int64(exactly: value).map { .int($0) } ?? .literal(String(value))
    }
}

/// Dictionaries have no order of their own.
private protocol StringKeyed {}
extension Dictionary: StringKeyed where Key == String {}

private struct JSONKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let storage: JSONValueEncoder.Storage
    let codingPath: [any CodingKey]

    private func slot(_ key: some CodingKey) -> JSONValueEncoder.Storage {
        let slot = JSONValueEncoder.Storage()
        storage.members?.append((key.stringValue, slot))
        return slot
    }

    func encodeNil(forKey key: Key) { _ = slot(key) }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        try JSONValueEncoder.fill(slot(key), with: value, at: codingPath + [key])
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        JSONValueEncoder(slot(key), at: codingPath + [key]).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        JSONValueEncoder(slot(key), at: codingPath + [key]).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { JSONValueEncoder(slot(JSONKey("super")), at: codingPath) }
    func superEncoder(forKey key: Key) -> any Encoder { JSONValueEncoder(slot(key), at: codingPath + [key]) }
}

private struct JSONListEncoding: UnkeyedEncodingContainer {
    let storage: JSONValueEncoder.Storage
    let codingPath: [any CodingKey]
    var count: Int { storage.elements?.count ?? 0 }

    private func slot() -> JSONValueEncoder.Storage {
        let slot = JSONValueEncoder.Storage()
        storage.elements?.append(slot)
        return slot
    }

    func encodeNil() { _ = slot() }

    func encode<T: Encodable>(_ value: T) throws {
        try JSONValueEncoder.fill(slot(), with: value, at: codingPath + [JSONKey(String(count - 1))])
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        JSONValueEncoder(slot(), at: codingPath).container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { JSONValueEncoder(slot(), at: codingPath).unkeyedContainer() }
    func superEncoder() -> any Encoder { JSONValueEncoder(slot(), at: codingPath) }
}

private struct JSONSingleEncoding: SingleValueEncodingContainer {
    let storage: JSONValueEncoder.Storage
    let codingPath: [any CodingKey]

    func encodeNil() { storage.value = .null }
    func encode(_ value: Bool) { storage.value = .bool(value) }
    func encode(_ value: String) { storage.value = .string(value) }
    func encode(_ value: Double) throws { storage.value = try JSONValueEncoder.number(value, at: codingPath) }
    /// By the shortest decimal of the `Float`, not by the longer one of the equal `Double`.
    func encode(_ value: Float) throws { storage.value = try JSONValueEncoder.number(Double(value.description) ?? .nan, at: codingPath) }
    func encode(_ value: Int) { storage.value = .int(Int64(value)) }
    func encode(_ value: Int8) { storage.value = .int(Int64(value)) }
    func encode(_ value: Int16) { storage.value = .int(Int64(value)) }
    func encode(_ value: Int32) { storage.value = .int(Int64(value)) }
    func encode(_ value: Int64) { storage.value = .int(value) }
    func encode(_ value: UInt) { storage.value = JSONValueEncoder.integer(value) }
    func encode(_ value: UInt8) { storage.value = .int(Int64(value)) }
    func encode(_ value: UInt16) { storage.value = .int(Int64(value)) }
    func encode(_ value: UInt32) { storage.value = .int(Int64(value)) }
    func encode(_ value: UInt64) { storage.value = JSONValueEncoder.integer(value) }
    func encode<T: Encodable>(_ value: T) throws { try JSONValueEncoder.fill(storage, with: value, at: codingPath) }
}

extension JSONValue {
    /// The value as its own `Codable` shape says.
    public init(encoding value: some Encodable) throws {
        let storage = JSONValueEncoder.Storage()
        try JSONValueEncoder.fill(storage, with: value, at: [])
        self = storage.settled()
    }
}
