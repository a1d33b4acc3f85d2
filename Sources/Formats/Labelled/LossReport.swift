/// What a writer could not express, counted by reason, with the first few examples: nothing is lost silently.
public struct LossReport: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// Not in the output at all.
        case dropped
        /// In the output with coarser borders or numbers.
        case rounded
        /// In the output in another form.
        case adapted
    }

    public struct Loss: Sendable, Hashable, Codable {
        /// Stable, like `conll.span.overlap`; listed in the format's card.
        public var code: String
        public var kind: Kind
        public var count: Int
        /// Keys of the first items it happened to.
        public var examples: [String]

        fileprivate mutating func add(_ count: Int, of key: String) {
            self.count += count
            if examples.count < LossReport.maximumExamples, examples.last != key { examples.append(key) }
        }
    }

    public static let maximumExamples = 5

    private var byCode: [String: Loss] = [:]

    public init() {}

    /// In the order of their codes.
    public var losses: [Loss] { byCode.values.sorted { $0.code < $1.code } }
    public var isEmpty: Bool { byCode.isEmpty }

    public func count(_ kind: Kind) -> Int { byCode.values.reduce(0) { $0 + ($1.kind == kind ? $1.count : 0) } }
    public func count(_ code: String) -> Int { byCode[code]?.count ?? 0 }

    public mutating func add(_ kind: Kind, _ code: String, of key: String, count: Int = 1) {
        byCode[code, default: Loss(code: code, kind: kind, count: 0, examples: [])].add(count, of: key)
    }

    public mutating func merge(_ other: LossReport) {
        for loss in other.losses {
            for example in loss.examples.isEmpty ? [""] : loss.examples { add(loss.kind, loss.code, of: example, count: 0) }
            byCode[loss.code]?.count += loss.count
        }
    }

    public init(from decoder: any Decoder) throws {
        for loss in try [Loss](from: decoder) { byCode[loss.code] = loss }
    }

    public func encode(to encoder: any Encoder) throws { try losses.encode(to: encoder) }
}
