import Foundation
import Preparing
import Records

public typealias TableVerb = TableMethod.Verb
public typealias TableBalance = BalanceStrategy

/// Tables filled, scaled, encoded, balanced or searched for outliers: learned on some rows, applied to all.
///
/// The whole table is held by columns (8 bytes a number, 4 a category), since most methods need other rows than the one at hand.
public enum TableFiles {
    public struct Options: Sendable {
        public var method: String
        public var settings = TableMethodOptions()
        /// Rows with this value in this field are those that are learned from; all where nil.
        public var training: (field: String, value: String)?
        /// Learned before, by the same method: nothing is learned anew.
        public var fitted: String?
        /// Where what is learned goes.
        public var keep: String?
        public var threads = 2
        public init(method: String) { self.method = method }
    }

    public struct Result: Codable, Sendable, Hashable {
        public var method: String
        public var rows: Int
        public var trainingRows: Int
        public var rowsWritten: Int
        public var seed: UInt64
        public var report: TableStepReport
        /// What `outliers` found.
        public var flags: [OutlierFlag]?
        /// What `balance` did to each class.
        public var classes: [FittedBalance.ClassCount]?
    }

    /// As stored in a file: what was learned, and by what.
    private struct Stored: Codable {
        var verb: TableMethod.Verb
        var method: String
        var fitted: JSONValue
    }

    /// `give` gets every row of the changed table, in order.
    public static func run(
        _ verb: TableMethod.Verb, _ path: String, _ options: Options, watch: ReadWatch? = nil, working: () -> Void = {}, _ give: (JSONObject) throws -> Void
    ) throws -> (result: Result, findings: FileFindings) {
        var read = try read(path, options, watch)
        working()
        do {
            return (try apply(verb, &read, options, give), read.findings)
        } catch let error as TableError {
            throw WorkflowError(.unprocessable, "table.step", "`\(options.method)` cannot be done: \(error)")
        }
    }

    private struct Read {
        var table: TableColumns
        var training: [Int]?
        var findings: FileFindings
    }

    private static func read(_ path: String, _ options: Options, _ watch: ReadWatch?) throws -> Read {
        guard let training = options.training else {
            let input = try TableInput(path, watch: watch)
            return Read(table: input.table, findings: input.findings)
        }
        var (places, row, isThere) = ([Int](), 0, false)
        let input = try TableInput(path, watch: watch) { fields in
            let text = RecordFile.text(fields[training.field])
            isThere = isThere || text != nil
            if text == training.value { places.append(row) }
            row += 1
        }
        guard isThere || row == 0 else { throw input.file.unknownField(training.field, option: "--train") }
        return Read(table: input.table, training: places, findings: input.findings)
    }

    private static func apply(_ verb: TableMethod.Verb, _ read: inout Read, _ options: Options, _ give: (JSONObject) throws -> Void) throws -> Result {
        let rows = try read.training.map { places throws(TableError) in try TrainingRows(places) } ?? .all(of: read.table)
        let (method, fitted) = try fitted(verb, read.table, rows, options)
        var result = Result(method: method.name, rows: read.table.rowCount, trainingRows: rows.places.count, rowsWritten: 0, seed: options.settings.seed, report: TableStepReport(rowsSeen: 0))
        result.flags = try (fitted as? any FittedOutliers)?.flags(in: read.table, threads: options.threads).flags
        result.classes = (fitted as? FittedBalance)?.classes
        let others = verb == .balance ? try read.table.rows(Self.others(rows, read.table.rowCount)) : nil
        if let target = fitted as? FittedTargetEncoding, options.fitted == nil {
            result.report = try target.applyCrossFitted(to: &read.table)
        } else {
            result.report = try fitted.apply(to: &read.table, threads: options.threads)
        }
        for table in [read.table, others].compactMap(\.self) {
            for row in 0..<table.rowCount { try give(table.row(row)) }
            result.rowsWritten += table.rowCount
        }
        return result
    }

    /// Balancing leaves rows that are not for training as they are.
    private static func others(_ rows: TrainingRows, _ count: Int) -> [Int] {
        var isTraining = [Bool](repeating: false, count: count)
        for place in rows.places where place < count { isTraining[place] = true }
        return isTraining.indices.filter { !isTraining[$0] }
    }

    // MARK: What is learned

    private static func fitted(_ verb: TableMethod.Verb, _ table: TableColumns, _ rows: TrainingRows, _ options: Options) throws -> (TableMethod, any FittedTableStep) {
        if let path = options.fitted { return try stored(verb, path) }
        guard let method = TableMethodCatalog.method(verb, named: options.method) else { throw WorkflowError.unknown("method", options.method) }
        if method.needsLabel, options.settings.label.isEmpty { throw WorkflowError(.badInput, "table.label", "`\(method.name)` needs to know the column of the class", hint: "name it with `--label`") }
        var settings = options.settings
        settings.columns = settings.columns ?? usual(method, table, options)
        let fitted = try fit(method.make(settings), table, rows, options.threads)
        if let path = options.keep { try keep(fitted, method, at: path) }
        return (method, fitted)
    }

    private static func fit(_ settings: some TableStepSettings, _ table: TableColumns, _ rows: TrainingRows, _ threads: Int) throws -> any FittedTableStep {
        try settings.fit(table, rows: rows, threads: threads)
    }

    /// Every column the method takes but the label and the one that tells the sides; nil leaves it to the method.
    private static func usual(_ method: TableMethod, _ table: TableColumns, _ options: Options) -> [String]? {
        let aside = [options.settings.label, options.training?.field ?? ""]
        let names = table.columns.filter { column in !aside.contains(column.name) && (method.takes.map { $0 == column.cells.kind } ?? true) }.map(\.name)
        return names.isEmpty ? nil : names
    }

    private static func keep(_ fitted: any FittedTableStep, _ method: TableMethod, at path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let stored = Stored(verb: method.verb, method: method.name, fitted: try JSONDecoder().decode(JSONValue.self, from: encoder.encode(fitted)))
        do { try encoder.encode(stored).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
            throw WorkflowError(.unavailable, "table.not-kept", "what was learned cannot be written to `\(path)`", hint: "look at the folder's permissions and free space")
        }
    }

    private static func stored(_ verb: TableMethod.Verb, _ path: String) throws -> (TableMethod, any FittedTableStep) {
        guard let data = FileManager.default.contents(atPath: path) else { throw WorkflowError(.unavailable, "table.no-fitted", "there is no file `\(path)`") }
        guard let stored = try? JSONDecoder().decode(Stored.self, from: data) else {
            throw WorkflowError(.unprocessable, "table.fitted", "`\(path)` does not hold what a method learned", hint: "`--keep` writes such a file")
        }
        guard stored.verb == verb, let method = TableMethodCatalog.method(verb, named: stored.method) else {
            throw WorkflowError(.badInput, "table.fitted", "`\(path)` was learned by `winnow \(stored.verb.rawValue) --method \(stored.method)`, not by `winnow \(verb.rawValue)`")
        }
        guard let fitted = try? method.fitted(from: JSONEncoder().encode(stored.fitted)) else {
            throw WorkflowError(.unprocessable, "table.fitted", "`\(path)` does not hold what `\(stored.method)` learns", hint: "write it anew with `--keep`")
        }
        return (method, fitted)
    }
}
