import Records

/// Rows of a `metadata` file, whatever its format, one at a time, with their place.
final class HFMetadataRows {
    let file: String
    private let rows: (any RecordReader)?
    private let table: ParquetReader?

    init(_ input: DatasetInput, _ file: String) throws {
        self.file = file
        if file.hasSuffix(".parquet") {
            rows = nil
            table = try ParquetFile(path: input.listing.fullPath(file), shownAs: file).reader()
        } else {
            let source = try input.source(file)
            if file.hasSuffix(".csv") { rows = try CSVReader(source) } else { rows = try JSONLinesReader(source) }
            table = nil
        }
    }

    func next() throws -> (row: JSONObject, place: Place)? {
        if let rows {
            guard let record = try rows.next() else { return nil }
            let isTable = rows is CSVReader
            return (isTable ? Self.unpacked(record.fields) : record.fields, Place(file: file, line: record.line, record: String(record.number)))
        }
        guard let table, let row = try table.next() else { return nil }
        let place = Place(file: file, record: String(table.rowNumber))
        let members = zip(table.columns, row).compactMap { column, value in value.isNull ? nil : value.json(column).map { (key: column.name, value: $0) } }
        return (JSONObject(members), place)
    }

    /// Cells are text; one that is a JSON object or list stands for it, an empty one for nothing.
    private static func unpacked(_ row: JSONObject) -> JSONObject {
        JSONObject(row.members.compactMap { key, value in
            guard let text = value.string, !text.isEmpty else { return nil }
            guard text.hasPrefix("{") || text.hasPrefix("["), let json = try? JSONParser.parse(text) else { return (key: key, value: value) }
            return (key: key, value: json)
        })
    }

    func takeFindings() -> [Finding] { rows?.takeFindings() ?? [] }
}
