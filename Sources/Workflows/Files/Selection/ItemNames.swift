import Records

/// What each row of a pool is called, one a row, so that people need not count rows.
struct ItemNames {
    let name: String
    let ids: [String]
    private let rows: [String: Int]

    /// The column `id`, or the only one. Whether a first line is a header the number of rows tells.
    init(_ path: String, rowCount: Int, _ findings: inout FileFindings) throws {
        let column = try NamedColumn(path, names: ["id"], option: "--ids", &findings)
        var cells = column.cells
        if cells.count + 1 == rowCount, let head = column.head { cells.insert((head, 1), at: 0) }
        guard cells.count == rowCount else {
            throw WorkflowError(
                .unprocessable, "selection.ids", "`\(column.name)` names \(cells.count) \(cells.count == 1 ? "row" : "rows"), and the pool has \(rowCount)",
                hint: "one id a row, in the order of the other files")
        }
        var rows: [String: Int] = [:]
        for (row, cell) in cells.enumerated() {
            guard rows.updateValue(row, forKey: cell.text) == nil else {
                throw WorkflowError(.unprocessable, "selection.id-twice", "line \(cell.line) of `\(column.name)` has the id `\(ShownText.of(cell.text))` again", hint: "every row has an id of its own")
            }
        }
        (name, ids, self.rows) = (column.name, cells.map(\.text), rows)
    }

    func row(_ id: String) -> Int? { rows[id] }
}
