import Records

/// Where a loss happened: item, question and part as the person knows them.
public struct LossExample: Sendable, Hashable, Codable {
    public var item: String
    public var question: String?
    public var part: String?

    public init(item: String, question: String? = nil, part: String? = nil) {
        self.item = item
        self.question = question
        self.part = part
    }
}

/// Counts what a writer loses and holds it to the policy.
///
/// A writer asks before it changes a thing (`mayAdapt`) and tells what it leaves out or rounds; under `refuse` each of
/// these throws, so that nothing is written that is not the same. `report` is what shipments print, `examples` has
/// the first places of each code.
public struct LossLedger: Sendable, Hashable {
    public let policy: LossPolicy
    public private(set) var report = LossReport()
    /// By code, at most `LossReport.maximumExamples` each.
    public private(set) var examples: [String: [LossExample]] = [:]
    private let format: String

    public init(format: String, policy: LossPolicy) {
        self.format = format
        self.policy = policy
    }

    /// True: write the nearest form. False: leave it out. Counted either way.
    public mutating func mayAdapt(_ code: String, _ example: LossExample) throws(LossRefused) -> Bool {
        try count(policy == .ignore ? .dropped : .adapted, code, example)
        return policy == .adapt
    }

    public mutating func drop(_ code: String, _ example: LossExample, count: Int = 1) throws(LossRefused) {
        try self.count(.dropped, code, example, count)
    }

    public mutating func round(_ code: String, _ example: LossExample) throws(LossRefused) { try count(.rounded, code, example) }

    /// Something that is in the output in another form whatever the policy, such as a file's name.
    public mutating func adapt(_ code: String, _ example: LossExample) throws(LossRefused) { try count(.adapted, code, example) }

    /// What was counted of one item elsewhere; refuses by the first of it.
    mutating func take(_ counted: inout LossReport, of item: String) throws(LossRefused) {
        guard let first = counted.losses.first else { return }
        if policy == .refuse { throw LossRefused(format: format, code: first.code, kind: first.kind, example: LossExample(item: item)) }
        report.merge(counted)
        for loss in counted.losses where examples[loss.code, default: []].count < LossReport.maximumExamples { examples[loss.code, default: []].append(LossExample(item: item)) }
        counted = LossReport()
    }

    /// Both counts; the policy is this one's.
    func merged(with other: LossLedger) -> LossLedger {
        var merged = self
        merged.report.merge(other.report)
        for (code, examples) in other.examples where merged.examples[code] == nil { merged.examples[code] = examples }
        return merged
    }

    private mutating func count(_ kind: LossReport.Kind, _ code: String, _ example: LossExample, _ count: Int = 1) throws(LossRefused) {
        if policy == .refuse { throw LossRefused(format: format, code: code, kind: kind, example: example) }
        report.add(kind, code, of: example.item, count: count)
        if examples[code]?.count ?? 0 < LossReport.maximumExamples { examples[code, default: []].append(example) }
    }
}

/// The first loss of a writing that was to have none.
public struct LossRefused: Error, Sendable, Hashable {
    public var format: String
    public var code: String
    public var kind: LossReport.Kind
    public var example: LossExample

    public init(format: String, code: String, kind: LossReport.Kind, example: LossExample) {
        self.format = format
        self.code = code
        self.kind = kind
        self.example = example
    }
}

extension LossRefused: CustomStringConvertible {
    public var finding: Finding {
        let what = [example.question.map { "question `\($0)`" }, example.part.map { "part `\($0)`" }].compactMap(\.self).joined(separator: ", ")
        let outcome = switch kind {
        case .dropped: "would be left out"
        case .rounded: "would be rounded"
        case .adapted: "would be changed"
        }
        return Finding(
            .error, "loss.refused", "format `\(format)` cannot hold item `\(example.item)` as it is\(what.isEmpty ? "" : " (\(what))"): it \(outcome) (`\(code)`)",
            at: Place(record: example.item), hint: "Write with `--on-loss adapt` to take the nearest form, with `ignore` to leave such things out, or in a wider format such as `jsonl`")
    }

    public var description: String { finding.message }
}
