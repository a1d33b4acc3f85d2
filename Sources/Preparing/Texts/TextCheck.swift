import Kernels
import Records

/// One thing that may be wrong with a text.
public protocol TextCheck: CatalogEntry {
    /// nil when the text is as it should be. `settings` holds the bounds.
    func finding(_ text: UnsafeBufferPointer<UInt8>, _ settings: TextCheckSettings) -> Finding?
}

/// Bounds of the checks, in Unicode scalars.
public struct TextCheckSettings: Sendable, Hashable, Codable {
    public var shortest: Int
    public var longest: Int
    /// The same scalar this many times in a row.
    public var repeated: Int
    /// Letters a text needs before capitals alone are remarkable.
    public var capitals: Int

    public init(shortest: Int = 2, longest: Int = 10_000, repeated: Int = 12, capitals: Int = 20) {
        self.shortest = shortest
        self.longest = longest
        self.repeated = repeated
        self.capitals = capitals
    }

    /// From a step of a task definition: `shortest`, `longest`, `repeated`, `capitals`.
    public init(_ settings: JSONObject) throws(Finding) {
        self.init()
        let reader = SettingsReader(settings, step: "text-checks")
        try reader.allow(["shortest", "longest", "repeated", "capitals"])
        shortest = try reader.whole("shortest", shortest, 0...1_000_000_000)
        longest = try reader.whole("longest", longest, 1...1_000_000_000)
        repeated = try reader.whole("repeated", repeated, 2...1_000_000_000)
        capitals = try reader.whole("capitals", capitals, 1...1_000_000_000)
    }
}

public enum TextCheckCatalog {
    public static let all: [any TextCheck] = [
        EmptyText(), ShortText(), LongText(), ControlCharacters(), ReplacementCharacters(), Mojibake(), MarkupEntities(),
        RepeatedCharacters(), CapitalsOnly(),
    ]

    /// Everything that is wrong with one text; `key` names its item.
    public static func findings(_ text: String, key: String, _ settings: TextCheckSettings = TextCheckSettings()) -> [Finding] {
        var text = text
        return text.withUTF8 { bytes in
            all.compactMap { check in
                guard var finding = check.finding(bytes, settings) else { return nil }
                finding.place = Place(record: key)
                return finding
            }
        }
    }
}

func scalarCount(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    for byte in text where ByteClass.isScalarStart(byte) { count += 1 }
    return count
}

public struct EmptyText: TextCheck {
    public static let name = "empty"
    public static let summary = "Nothing but white space"
    public init() {}

    public func finding(_ text: UnsafeBufferPointer<UInt8>, _ settings: TextCheckSettings) -> Finding? {
        guard text.allSatisfy(ByteClass.isSpace) else { return nil }
        return Finding(.error, "text.empty", "text is empty", hint: "leave the item out, or look for its text in another column")
    }
}

public struct ShortText: TextCheck {
    public static let name = "too-short"
    public static let summary = "Fewer characters than `shortest`"
    public init() {}

    public func finding(_ text: UnsafeBufferPointer<UInt8>, _ settings: TextCheckSettings) -> Finding? {
        let count = scalarCount(text)
        guard count < settings.shortest, !text.allSatisfy(ByteClass.isSpace) else { return nil }
        return Finding(.warning, "text.too-short", "text has \(count) characters, fewer than \(settings.shortest)")
    }
}

public struct LongText: TextCheck {
    public static let name = "too-long"
    public static let summary = "More characters than `longest`"
    public init() {}

    public func finding(_ text: UnsafeBufferPointer<UInt8>, _ settings: TextCheckSettings) -> Finding? {
        guard text.count > settings.longest else { return nil }
        let count = scalarCount(text)
        guard count > settings.longest else { return nil }
        return Finding(.warning, "text.too-long", "text has \(count) characters, more than \(settings.longest)", hint: "cut it into parts a person can judge")
    }
}
