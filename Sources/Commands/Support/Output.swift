import Foundation
import Records
import Workflows

/// Data goes to stdout, everything else to stderr.
enum Output {
    static func data(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    static func say(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        FileHandle.standardOutput.write(try encoder.encode(value) + Data("\n".utf8))
    }

    /// `file:3:7: error: message [code]`, then the hint on a line of its own.
    static func say(_ finding: Finding) {
        let place = finding.place.map { "\($0): " } ?? ""
        say("\(place)\(finding.severity.rawValue): \(finding.message) [\(finding.code)]")
        if let hint = finding.hint { say("  hint: \(hint)") }
    }

    /// Errors of any kind: what happened, then what to do.
    static func say(_ error: any Error) {
        if let error = error as? WorkflowError {
            say("error: \(error.message)")
            if error.findings.isEmpty, let hint = error.hint { say("  hint: \(hint)") }
            error.findings.forEach(say)
        } else if let finding = error as? Finding {
            say(finding)
        } else {
            say("error: \(error)")
        }
    }
}

/// Columns padded to their widest cell, numbers to the right; for people, not for programs (`--json` is for those).
struct TextTable {
    var header: [String]
    var rows: [[String]] = []

    init(_ header: String...) { self.header = header }

    mutating func add(_ cells: String...) { rows.append(cells) }

    var text: String {
        let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
        let isNumber = header.indices.map { column in
            !rows.isEmpty && rows.allSatisfy { $0[column].allSatisfy { "0123456789.,-%".contains($0) } }
        }
        return ([header] + rows).map { row in
            row.indices.map { column in
                let padding = String(repeating: " ", count: widths[column] - row[column].count)
                return isNumber[column] ? padding + row[column] : row[column] + padding
            }.joined(separator: "  ").trimmingCharacters(in: .init(charactersIn: " "))
        }.joined(separator: "\n")
    }
}
