import Kernels
import Records

/// One number or choice of an operation: its name, what may be declared, and what is used when nothing is.
///
/// Declared as a value or as a range to draw from: `degrees: 10`, `degrees: [-15, 15]`, `fit: [expand, crop]`.
public struct AugmentationSetting: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// Drawn evenly from a range; `standard` where nothing is declared.
        case number(standard: ClosedRange<Double>, allowed: ClosedRange<Double>)
        /// The same in whole numbers, both ends included.
        case whole(standard: ClosedRange<Int>, allowed: ClosedRange<Int>)
        /// One of these; of several declared one is drawn. The first is the standard.
        case choice([String])
        /// Red, green, blue, 0...255 each; black unless declared.
        case colour
        /// Pairs of joint numbers, counted from 0.
        case pairs
        /// Drawn for each use; it can be given to repeat a result.
        case seed
    }

    public var name: String
    public var kind: Kind
    /// What it does, without a full stop.
    public var about: String

    public init(_ name: String, _ kind: Kind, _ about: String) {
        self.name = name
        self.kind = kind
        self.about = about
    }

    /// A settled value: the declared one, one drawn from the declared range, or from the standard one.
    ///
    /// The stream is made from the setting's name, so a setting added to an operation later leaves the others' numbers alone.
    func draw(_ declared: JSONValue?, seed: UInt64) -> JSONValue {
        var random = SeededRandom.derive(seed, name)
        switch kind {
        case .number(let standard, _):
            let range = Self.range(declared) ?? standard
            let share = random.uniform()
            return .double(range.lowerBound == range.upperBound ? range.lowerBound : range.lowerBound + (range.upperBound - range.lowerBound) * share)
        case .whole(let standard, _):
            let range = Self.range(declared).map { Int($0.lowerBound)...Int($0.upperBound) } ?? standard
            return .int(Int64(range.lowerBound + random.below(range.count)))
        case .choice(let all):
            let names = declared?.string.map { [$0] } ?? declared?.array?.compactMap(\.string) ?? [all[0]]
            return .string(names[random.below(names.count)])
        case .colour: return declared ?? [0, 0, 0]
        case .pairs: return declared ?? []
        case .seed: return declared ?? .int(Int64(random.next() >> 11))
        }
    }

    /// A number is a range of one.
    private static func range(_ value: JSONValue?) -> ClosedRange<Double>? {
        if let number = value?.double { return number...number }
        guard let low = value?[0]?.double, let high = value?[1]?.double, low <= high else { return nil }
        return low...high
    }
}

extension AugmentationSetting {
    /// Why a declared value cannot be used; nil when it can.
    func refusal(_ value: JSONValue, of operation: String) -> Finding? {
        guard let wanted = fault(value) else { return nil }
        return Finding(.error, "augment.setting", "`\(name)` of `\(operation)` is `\(value.text())`", hint: "it is \(wanted)")
    }

    /// What is wanted instead; nil when the value is right.
    private func fault(_ value: JSONValue) -> String? {
        switch kind {
        case .number(_, let allowed):
            let fits = Self.range(value).map { $0.lowerBound >= allowed.lowerBound && $0.upperBound <= allowed.upperBound } ?? false
            return fits && Self.isNumberOrPair(value) ? nil : "a number from \(allowed.lowerBound) to \(allowed.upperBound), or two: [lowest, highest]"
        case .whole(_, let allowed):
            let fits = Self.range(value).map { $0.lowerBound >= Double(allowed.lowerBound) && $0.upperBound <= Double(allowed.upperBound) } ?? false
            let isWhole = Self.range(value).map { $0.lowerBound == $0.lowerBound.rounded() && $0.upperBound == $0.upperBound.rounded() } ?? false
            return fits && isWhole && Self.isNumberOrPair(value) ? nil : "a whole number from \(allowed.lowerBound) to \(allowed.upperBound), or two: [lowest, highest]"
        case .choice(let all):
            let names = value.string.map { [$0] } ?? value.array?.compactMap(\.string) ?? []
            let isKnown = !names.isEmpty && names.allSatisfy(all.contains) && names.count == value.array?.count ?? 1
            return isKnown ? nil : "one or a list of \(all.map { "`\($0)`" }.joined(separator: ", "))"
        case .colour:
            let levels = value.array?.compactMap(\.int) ?? []
            let areLevels = levels.count == 3 && value.array?.count == 3 && levels.allSatisfy { $0 >= 0 && $0 <= 255 }
            return areLevels ? nil : "red, green and blue from 0 to 255, such as [128, 128, 128]"
        case .pairs: return Self.pairs(value) == nil ? "a list of pairs of joint numbers counted from 0, such as [[1, 2], [3, 4]]" : nil
        case .seed: return (value.int ?? -1) < 0 ? "a whole number from 0" : nil
        }
    }

    private static func isNumberOrPair(_ value: JSONValue) -> Bool { value.double?.isFinite ?? (value.array?.count == 2) }

    /// nil unless every joint is in one pair at most.
    static func pairs(_ value: JSONValue) -> [[Int]]? {
        guard let list = value.array else { return nil }
        let pairs = list.map { $0.array?.compactMap(\.int).map(Int.init) ?? [] }
        let joints = pairs.flatMap(\.self)
        guard pairs.allSatisfy({ $0.count == 2 && $0[0] >= 0 && $0[1] >= 0 }), Set(joints).count == joints.count else { return nil }
        return pairs
    }
}

/// The settled values of one use of an operation, as kept with its result.
public struct DrawnSettings: Sendable, Hashable {
    public let values: JSONObject

    /// - Parameter declared: checked by `AugmentationStep`.
    init(_ settings: [AugmentationSetting], declared: JSONObject, seed: UInt64) {
        values = JSONObject(settings.map { (key: $0.name, value: $0.draw(declared[$0.name], seed: seed)) })
    }

    func number(_ name: String) -> Double { values[name]?.double ?? missing(name) }
    func whole(_ name: String) -> Int { values[name]?.int.map(Int.init) ?? missing(name) }
    func choice(_ name: String) -> String { values[name]?.string ?? missing(name) }
    func seed(_ name: String) -> UInt64 { values[name]?.int.map { UInt64($0) } ?? missing(name) }
    func pairs(_ name: String) -> [[Int]] { values[name].flatMap(AugmentationSetting.pairs) ?? missing(name) }

    func colour(_ name: String) -> (UInt8, UInt8, UInt8) {
        let levels = values[name]?.array?.compactMap(\.int) ?? []
        guard levels.count == 3 else { return missing(name) }
        return (UInt8(clamping: levels[0]), UInt8(clamping: levels[1]), UInt8(clamping: levels[2]))
    }

    private func missing<Value>(_ name: String) -> Value { preconditionFailure("an operation asks for `\(name)`, which is not among its settings") }
}
