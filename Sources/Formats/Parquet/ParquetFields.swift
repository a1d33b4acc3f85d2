import Records

/// Which fields of items get columns of their own, and of which type: those that are of one type wherever they occur among
/// the first items.
struct ParquetFields {
    enum Kind: Equatable { case bool, int, double, text; indirect case list(Kind) }

    private(set) var columns: [(name: String, kind: Kind)] = []

    init(_ items: [LabelledItem], taken: Set<String>) {
        var order: [String] = []
        var kinds: [String: Kind?] = [:]
        for item in items {
            for (name, value) in item.fields.members where !taken.contains(name) && value != .array([]) {
                let kind = Self.kind(value)
                if let known = kinds[name] {
                    if known != kind { kinds[name] = .some(nil) }
                } else {
                    order.append(name)
                    kinds[name] = .some(kind)
                }
            }
        }
        columns = order.compactMap { name in kinds[name].flatMap { $0 }.map { (name, $0) } }
    }

    private static func kind(_ value: JSONValue) -> Kind? {
        switch value {
        case .bool: .bool
        case .int: .int
        case .double: .double
        case .string: .text
        case .array(let values):
            if let first = values.first.flatMap(kind), values.allSatisfy({ kind($0) == first }), first == .bool || first == .int || first == .double || first == .text { .list(first) } else { nil }
        case .null, .literal, .object: nil
        }
    }

    static func column(_ name: String, _ kind: Kind) -> ParquetColumn {
        if case .list(let element) = kind { return ParquetColumn(name, listOf: leaf(element)) }
        return ParquetColumn(name, leaf(kind))
    }

    private static func leaf(_ kind: Kind) -> ParquetLeaf {
        switch kind {
        case .bool: .boolean
        case .int: .int64
        case .double: .double
        case .text, .list: .text
        }
    }

    static func feature(_ kind: Kind) -> JSONValue {
        switch kind {
        case .bool: HuggingFaceFeatures.value("bool")
        case .int: HuggingFaceFeatures.value("int64")
        case .double: HuggingFaceFeatures.value("float64")
        case .text: HuggingFaceFeatures.value("string")
        case .list(let element): HuggingFaceFeatures.list(feature(element))
        }
    }

    /// nil when a later item has something else under that name.
    static func value(_ json: JSONValue, _ kind: Kind) -> ParquetValue? {
        switch (json, kind) {
        case (.bool(let value), .bool): return .bool(value)
        case (.int(let value), .int): return .int(value)
        case (.double(let value), .double): return .double(value)
        case (.string(let value), .text): return .text(value)
        case (.array(let values), .list(let element)):
            let items = values.compactMap { value($0, element) }
            return items.count == values.count ? .list(items) : nil
        default: return nil
        }
    }
}
