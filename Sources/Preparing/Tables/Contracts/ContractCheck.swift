import Kernels
import Records

/// Checks rows against a contract as they stream by.
///
/// Rules see the rows as they come in; a row is discarded when any rule that discards rows is broken by it, and values are
/// taken out after all rules have looked. `freeze` never holds rows back here: read `isFrozen` before taking anything over.
///
/// Memory: 16 to 32 bytes a different value for each `be_unique`, up to `uniqueBound` values, then no new value is tried,
/// which is counted. Uniqueness goes by 64-bit hashes: of ten million values two collide in about one table of 370 000.
public struct ContractCheck: Sendable {
    public static let mostFailures = 20
    public static let mostNewColumns = 1000
    private let contract: TableContract
    private let keys: [String: Set<String>]
    private var rules: [CompiledRule]
    private var rows = 0
    private var discardedRows = 0
    private var discardedValues = 0
    private var newColumns: [String] = []
    private var known: Set<String>
    private var missingColumns: Set<String>
    private var isOutOfOrder = false

    /// - Parameter keys: sets of keys by the name that `exist_in` gives them.
    public init(_ contract: TableContract, keys: [String: Set<String>] = [:], uniqueBound: Int = 5_000_000) throws(Finding) {
        self.contract = contract
        self.keys = keys
        known = Set(contract.columns ?? [])
        missingColumns = known
        var rules: [CompiledRule] = []
        for (place, rule) in contract.rules.enumerated() { rules.append(try CompiledRule(rule, place: place + 1, keys: keys, uniqueBound: uniqueBound)) }
        self.rules = rules
    }

    /// The rows to keep, changed where a value was discarded; nil where a row was.
    ///
    /// - Parameter lines: of the file, one for each row.
    public mutating func check(_ batch: [JSONObject], lines: [Int]? = nil) -> [JSONObject?] {
        var kept: [JSONObject?] = batch
        for (place, row) in batch.enumerated() { checkColumns(row, &kept[place]) }
        for rule in rules.indices { check(batch, lines, rule, &kept) }
        rows += batch.count
        discardedRows += kept.count { $0 == nil }
        return kept
    }

    private mutating func check(_ batch: [JSONObject], _ lines: [Int]?, _ rule: Int, _ kept: inout [JSONObject?]) {
        let concerned = rules[rule].concerned(batch), truths = rules[rule].truths(batch)
        for (place, row) in batch.enumerated() {
            guard concerned?[place] != false else {
                rules[rule].result.outside += 1
                continue
            }
            let isKept = rules[rule].keeps(row, truth: truths.map { $0[place] }, keys)
            if isKept { continue }
            rules[rule].fail(row, number: rows + place + 1, line: lines?[place])
            act(rules[rule].rule, &kept[place])
        }
    }

    private mutating func act(_ rule: ContractRule, _ row: inout JSONObject?) {
        switch rule.action {
        case .freeze, .evolve: break
        case .discardRow: row = nil
        case .discardValue:
            guard let column = rule.column, row?[column]?.isNull == false else { return }
            row?[column] = .null
            discardedValues += 1
        }
    }

    private mutating func checkColumns(_ row: JSONObject, _ kept: inout JSONObject?) {
        guard let columns = contract.columns else { return }
        for key in row.keys {
            missingColumns.remove(key)
            guard !known.contains(key) else { continue }
            if newColumns.count < Self.mostNewColumns, !newColumns.contains(key) { newColumns.append(key) }
            if contract.newColumns == .discardRow { kept = nil }
            if contract.newColumns == .discardValue, kept != nil {
                kept = kept.map { JSONObject($0.members.filter { $0.key != key }) }
                discardedValues += 1
            }
        }
        if !isOutOfOrder {
            let present = Set(row.keys)
            isOutOfOrder = row.keys.filter { known.contains($0) } != columns.filter { present.contains($0) }
        }
    }

    public func result() -> ContractResult {
        let results = rules.map { rule in rule.settled(rows: rows, missing: missingColumns.sorted(), isOutOfOrder: isOutOfOrder) }
        let broken = results.filter { !$0.isPassed }
        let isFrozen = broken.contains { $0.action == .freeze } || contract.newColumns == .freeze && !newColumns.isEmpty
        return ContractResult(
            contract: contract.name, rows: rows, discardedRows: discardedRows, discardedValues: discardedValues,
            isPassed: !broken.contains { $0.severity == .error } && !(contract.newColumns == .freeze && !newColumns.isEmpty), isFrozen: isFrozen,
            rules: results, newColumns: newColumns)
    }
}
