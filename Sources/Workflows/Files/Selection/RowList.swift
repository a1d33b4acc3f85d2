import Records

/// Rows of a pool that a file names, by number from 0 or by id.
enum RowList {
    /// In the order of the file, each once. An id goes before a number that looks like one.
    ///
    /// What `winnow select` printed is such a file too.
    static func read(_ path: String, option: String, names: ItemNames?, rowCount: Int, _ findings: inout FileFindings) throws -> [Int] {
        let column = try NamedColumn(path, names: names == nil ? ["row"] : ["id", "row"], option: option, &findings)
        func row(_ text: String) -> Int? { names?.row(text) ?? Int(text).flatMap { (0..<rowCount).contains($0) ? $0 : nil } }
        var seen: Set<Int> = []
        var rows: [Int] = []
        if let head = column.head.flatMap(row), seen.insert(head).inserted { rows.append(head) }
        for cell in column.cells {
            guard let found = row(cell.text) else {
                let allowed = "a row from 0 to \(rowCount - 1)" + (names.map { " or an id of `\($0.name)`" } ?? "")
                throw WorkflowError(
                    .unprocessable, "selection.row", "line \(cell.line) of `\(column.name)` holds `\(ShownText.of(cell.text))`, which is not \(allowed)",
                    hint: names == nil ? "rows count from 0; `--ids` says what they are called" : "name rows as `--ids` does")
            }
            if seen.insert(found).inserted { rows.append(found) }
        }
        return rows
    }
}
