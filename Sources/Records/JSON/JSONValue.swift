/// Any JSON value, order of keys kept: what imported records, unknown keys and metadata are made of.
///
/// Integers that fit stay integers; number literals neither `Int64` nor `Double` can hold exactly stay
/// text in `literal`, so nothing is rounded silently.
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case literal(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

/// A JSON object whose keys keep their order. Lookup is linear below 16 keys, hashed above.
public struct JSONObject: Sendable {
    public private(set) var members: [(key: String, value: JSONValue)]
    private var index: [String: Int]?

    public init() { members = [] }

    /// Later duplicates replace earlier ones; the parser refuses duplicates before it comes to this.
    public init(_ pairs: some Sequence<(key: String, value: JSONValue)>) {
        members = []
        for (key, value) in pairs { self[key] = value }
    }

    /// The parser has seen to it that no key comes twice.
    public init(uniqueMembers: [(key: String, value: JSONValue)]) {
        members = uniqueMembers
        reindexIfLarge()
    }

    public var count: Int { members.count }
    public var isEmpty: Bool { members.isEmpty }
    public var keys: [String] { members.map(\.key) }

    public subscript(key: String) -> JSONValue? {
        get { position(of: key).map { members[$0].value } }
        set {
            switch (position(of: key), newValue) {
            case (let place?, let value?): members[place].value = value
            case (nil, let value?): append(key, value)
            case (let place?, nil):
                members.remove(at: place)
                index = nil
                reindexIfLarge()
            case (nil, nil): break
            }
        }
    }

    private func position(of key: String) -> Int? {
        if let index { return index[key] }
        return members.firstIndex { $0.key == key }
    }

    private mutating func append(_ key: String, _ value: JSONValue) {
        members.append((key, value))
        if index != nil { index?[key] = members.count - 1 } else { reindexIfLarge() }
    }

    private mutating func reindexIfLarge() {
        guard members.count >= 16 else { return }
        var fresh: [String: Int] = [:]
        for (place, member) in members.enumerated() { fresh[member.key] = place }
        index = fresh
    }
}

extension JSONObject: Hashable {
    /// Equal when the same keys hold the same values, whatever their order.
    public static func == (left: Self, right: Self) -> Bool {
        left.count == right.count && left.members.allSatisfy { right[$0.key] == $0.value }
    }

    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for member in members {
            var inner = Hasher()
            inner.combine(member.key)
            inner.combine(member.value)
            sum &+= inner.finalize()
        }
        hasher.combine(sum)
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements.map { (key: $0.0, value: $0.1) })
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .int(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements.map { (key: $0.0, value: $0.1) }))
    }
    public init(nilLiteral: ()) { self = .null }
}

extension JSONValue {
    public var string: String? { if case .string(let value) = self { value } else { nil } }
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    public var int: Int64? { if case .int(let value) = self { value } else { nil } }
    /// The number as a `Double`: exact for doubles and for integers up to 2^53, the nearest one otherwise;
    /// nil beyond the range of `Double`.
    public var double: Double? {
        switch self {
        case .double(let value): return value
        case .int(let value): return Double(value)
        case .literal(let digits):
            guard let value = Double(digits), value.isFinite else { return nil }
            return value
        default: return nil
        }
    }
    public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
    public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }
    public var isNull: Bool { self == .null }

    public subscript(key: String) -> JSONValue? { object?[key] }
    public subscript(place: Int) -> JSONValue? {
        guard let array, array.indices.contains(place) else { return nil }
        return array[place]
    }
}
