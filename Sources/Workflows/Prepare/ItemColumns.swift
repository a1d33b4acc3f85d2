import Preparing
import Records

/// Items as a table held by columns, a row an item: their fields, then their metadata.
///
/// The text that people read is no column: it is what a model learns from, and nearly every item has its own. Where a field
/// and metadata have one name the field is taken. A column without a single value (such as lists) is left out.
struct ItemColumns {
    private var builder = TableColumnsBuilder()
    private(set) var count = 0

    mutating func add(_ item: Item) {
        var row = item.fields
        row["text"] = nil
        for member in item.metadata.members where row[member.key] == nil { row[member.key] = member.value }
        builder.add(row)
        count += 1
    }

    /// - Parameter more: columns beside those of the items, such as their answers; they win over one of the same name.
    func table(adding more: [TableColumn] = []) throws -> TableColumns {
        let names = Set(more.map(\.name))
        let kept = builder.table().table.columns.filter { !names.contains($0.name) && $0.cells.missingCount < count }
        return try TableColumns(kept + more, rowCount: count)
    }
}
