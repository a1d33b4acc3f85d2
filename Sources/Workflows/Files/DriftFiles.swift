import Preparing
import Records

/// Two plain files compared column by column: has the data changed since?
public enum DriftFiles {
    public struct Options: Sendable {
        /// Only these columns.
        public var columns: [String] = []
        /// Of `DriftMeasure`; the usual one of each column where nil.
        public var measure: String?
        public var threshold: Double?
        public var share = 0.5
        public var seed: UInt64 = 0
        public init() {}
    }

    public struct Result: Codable, Sendable, Hashable {
        /// Names of the files.
        public var reference: String
        public var current: String
        public var drift: DriftReport
    }

    public static func compare(_ reference: String, _ current: String, _ options: Options = Options(), watch: ReadWatch? = nil) throws -> (result: Result, findings: FileFindings) {
        var settings = DriftSettings(threshold: options.threshold, share: options.share, seed: options.seed)
        if let name = options.measure {
            guard let measure = DriftMeasure(rawValue: name) else { throw WorkflowError.unknown("measure", name) }
            settings.measure = measure
        }
        var comparison = DriftComparison(settings)
        var findings = FileFindings()
        let (first, second) = (try RecordFile(reference), try RecordFile(current))
        try read(first, options.columns, &findings, watch) { comparison.addReference($0) }
        try read(second, options.columns, &findings, watch) { comparison.addCurrent($0) }
        return (Result(reference: first.name, current: second.name, drift: comparison.report()), findings)
    }

    private static func read(_ file: RecordFile, _ columns: [String], _ findings: inout FileFindings, _ watch: ReadWatch?, _ add: (JSONObject) -> Void) throws {
        var missing = Set(columns)
        try file.forEach(&findings, watch: watch) { record, _ in
            guard !columns.isEmpty else { return add(record.fields) }
            var row = JSONObject()
            for name in columns {
                guard let value = record.fields[name] else { continue }
                row[name] = value
                missing.remove(name)
            }
            add(row)
        }
        if let name = columns.first(where: missing.contains), !file.fields.isEmpty { throw file.unknownField(name, option: "--column") }
    }
}
