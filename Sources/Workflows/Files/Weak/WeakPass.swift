import Kernels
import Records
import Suggesting

/// One pass of rules over records: their votes, the labels that are known, and a few examples of each rule.
///
/// Holds 8 bytes a record, 4 a vote and 4 a known label; of the records themselves only the examples.
struct WeakPass {
    struct Record {
        var fields: JSONObject
        var line: Int
        /// As the report shows it.
        var place: String
    }

    private(set) var votes: RuleVotes
    /// A class, or -1 where it is not known.
    private(set) var known: [Int32] = []
    private(set) var labels: [String]
    private(set) var examples: [RuleExamples]
    /// So that a field that no record has is told.
    private(set) var fieldsSeen: Set<String> = []
    private var prepared: PreparedRules
    private let knownField: String?
    private let isOpen: Bool
    private let file: String
    private let threads: Int
    private var waiting: [Record] = []

    static let batch = 4096

    /// - Parameter isOpen: a known label that no rule gives is one more label; otherwise it counts as not known, with a finding.
    init(_ prepared: PreparedRules, known: String?, isOpen: Bool, file: String, examples: Int, threads: Int) throws {
        self.prepared = prepared
        (labels, knownField, self.isOpen, self.file, self.threads) = (prepared.labels, known, isOpen, file, threads)
        do throws(WeakError) { votes = try RuleVotes(ruleCount: prepared.rules.count, classCount: max(prepared.labels.count, 1)) } catch { throw PreparedRules.refusal(error) }
        self.examples = prepared.rules.map { _ in RuleExamples(examples) }
    }

    mutating func add(_ record: Record, _ findings: inout FileFindings) throws {
        waiting.append(record)
        if waiting.count == Self.batch { try flush(&findings) }
    }

    /// Call it once, behind the last record.
    mutating func end(_ findings: inout FileFindings) throws {
        try flush(&findings)
        guard votes.itemCount > 0 else { throw WorkflowError(.unprocessable, "weak.no-records", "`\(file)` has no records") }
        guard labels.count >= 2 else {
            throw WorkflowError(.badInput, "weak.one-label", labels.isEmpty ? "the rules give no label" : "there is only the label `\(labels[0])`: nothing tells it from anything", hint: "list all labels in the file of rules, such as `labels: [spam, ham]`")
        }
        do throws(WeakError) { votes = try votes.widened(classCount: labels.count) } catch { throw PreparedRules.refusal(error) }
    }

    private mutating func flush(_ findings: inout FileFindings) throws {
        guard !waiting.isEmpty else { return }
        let block = try prepared.ask(waiting.map(\.fields), lines: waiting.map(\.line), file: file, &findings, threads: threads)
        for (row, record) in waiting.enumerated() {
            let own = knownLabel(record, &findings)
            keep(examplesOf: block.row(row), record, own)
            known.append(own)
            for member in record.fields.members where fieldsSeen.count < 1000 { fieldsSeen.insert(member.key) }
        }
        votes.append(block)
        waiting.removeAll(keepingCapacity: true)
    }

    private mutating func knownLabel(_ record: Record, _ findings: inout FileFindings) -> Int32 {
        guard let knownField, let name = RecordFile.text(record.fields[knownField]), !name.isEmpty else { return -1 }
        if let place = labels.firstIndex(of: name) { return Int32(place) }
        guard isOpen, labels.count < 1000 else {
            findings.add(Finding(.warning, "weak.other-label", "the known label `\(ShownText.of(name))` is none of those the rules may give", at: Place(file: file, line: record.line), hint: NearestName.hint(name, among: labels)))
            return -1
        }
        labels.append(name)
        return Int32(labels.count - 1)
    }

    private mutating func keep(examplesOf row: ArraySlice<Int32>, _ record: Record, _ own: Int32) {
        let first = row.first { $0 >= 0 } ?? -1
        guard first >= 0 else { return }
        let isDivided = row.contains { $0 >= 0 && $0 != first }
        let order = Hash64.finalise(UInt64(known.count))
        for (rule, label) in row.enumerated() where label >= 0 {
            examples[rule].add(order, isConflicting: isDivided, isWrong: own >= 0 && own != label) {
                let text = RecordFile.text(record.fields[prepared.rules[rule].field ?? prepared.field]) ?? ""
                return WeakReport.Example(place: record.place, text: ShownText.of(text, limit: 160), says: labels[Int(label)], known: own >= 0 ? labels[Int(own)] : nil)
            }
        }
    }
}

/// A few records on which a rule spoke, on which another contradicted it, and on which it was wrong: drawn by a hash of their
/// number, so that they are spread over the file and the same every time.
struct RuleExamples: Sendable {
    private let most: Int
    private(set) var fired = KeptExamples()
    private(set) var conflicting = KeptExamples()
    private(set) var wrong = KeptExamples()

    init(_ most: Int) { self.most = most }

    mutating func add(_ order: UInt64, isConflicting: Bool, isWrong: Bool, _ example: () -> WeakReport.Example) {
        fired.add(order, most, example)
        if isConflicting { conflicting.add(order, most, example) }
        if isWrong { wrong.add(order, most, example) }
    }
}

struct KeptExamples: Sendable {
    private var kept: [(order: UInt64, example: WeakReport.Example)] = []

    mutating func add(_ order: UInt64, _ most: Int, _ example: () -> WeakReport.Example) {
        guard most > 0, kept.count < most || order < kept[kept.count - 1].order else { return }
        let place = kept.firstIndex { $0.order > order } ?? kept.count
        kept.insert((order, example()), at: place)
        if kept.count > most { kept.removeLast() }
    }

    var examples: [WeakReport.Example] { kept.map(\.example) }
}
