import Foundation

/// Columns padded to their widest cell, numbers to the right; for people, not for programs (`--json` is for those).
struct TextTable {
    static let widestCell = 80
    var header: [String]
    var rows: [[String]] = []

    init(_ header: String...) { self.header = header }

    mutating func add(_ cells: String...) { add(cells) }

    mutating func add(_ cells: [String]) { rows.append(cells.map { Terminal.line($0, limit: Self.widestCell) }) }

    var text: String {
        let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
        let isNumber = header.indices.map { column in
            !rows.isEmpty && rows.allSatisfy { $0[column].allSatisfy { "0123456789.,-%".contains($0) } }
        }
        return ([header] + rows).map { row in
            let cells = row.indices.map { column in
                let padding = String(repeating: " ", count: widths[column] - row[column].count)
                return isNumber[column] ? padding + row[column] : row[column] + padding
            }
            return cells.joined(separator: "  ").trimmingCharacters(in: .init(charactersIn: " "))
        }.joined(separator: "\n")
    }
}
