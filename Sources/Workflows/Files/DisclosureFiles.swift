import Preparing
import Records

/// How well the rows of a plain table hide among each other.
public enum DisclosureFiles {
    public struct Result: Codable, Sendable, Hashable {
        public var quasiIdentifiers: [String]
        public var sensitive: [String]
        public var disclosure: DisclosureReport
    }

    /// A missing value is a value of its own: rows without one hide among each other.
    public static func count(
        _ path: String, quasiIdentifiers: [String], sensitive: [String], k: Int, l: Int, watch: ReadWatch? = nil
    ) throws -> (result: Result, findings: FileFindings) {
        let columns = quasiIdentifiers + sensitive
        let file = try RecordFile(path)
        var (findings, missing) = (FileFindings(), Set(columns))
        do {
            var counted = try DisclosureCount(DisclosureSettings(
                quasiIdentifiers: Array(quasiIdentifiers.indices), sensitive: Array(quasiIdentifiers.count..<columns.count), k: k, l: l))
            try file.forEach(&findings, watch: watch) { record, _ in
                try counted.add(columns.map { column in
                    guard let text = RecordFile.text(record.fields[column]) else { return "" }
                    missing.remove(column)
                    return text
                })
            }
            if let column = columns.first(where: missing.contains), !file.fields.isEmpty { throw file.unknownField(column, option: quasiIdentifiers.contains(column) ? "--quasi" : "--sensitive") }
            return (Result(quasiIdentifiers: quasiIdentifiers, sensitive: sensitive, disclosure: counted.report()), findings)
        } catch let error as PersonalDataError {
            throw WorkflowError(.badInput, "anonymity", "\(error)")
        }
    }
}
