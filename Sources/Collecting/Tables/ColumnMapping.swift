import Records
import Formats

/// Which columns of a table become which fields, the key, known answers and metadata.
///
/// `columns: {text: 1, label: 0}` maps field names to columns by number (from 0) or name; without it every column is a
/// field under its own name. `key`, `known` and `metadata` name fields after that mapping, or else the file's own columns.
/// A known column is never a field.
struct ColumnMapping {
    /// Field -> column as declared; nil keeps all.
    var columns: [(field: String, column: ColumnName)]?
    var key: String?
    /// Question -> field.
    var known: [(question: String, field: String)]
    var metadata: [String]
    /// The key, when it is a column that `columns` leaves out: it names the record and is no field.
    private var unmappedKey: String?

    enum ColumnName: Hashable {
        case number(Int)
        case name(String)
    }

    init(_ declaration: SourceDeclaration) throws(CollectError) {
        let settings = declaration.settings
        known = declaration.known.sorted { $0.key < $1.key }.map { (question: $0.key, field: $0.value) }
        key = try Self.key(settings["key"], declaration.name)
        metadata = try Self.metadata(settings["metadata"], declaration.name)
        guard let declared = settings["columns"] else { return }
        guard let members = declared.object?.members, !members.isEmpty else {
            throw .badSetting("columns", source: declaration.name, reason: "it maps field names to columns, like `{text: 1, label: 0}`")
        }
        var columns: [(field: String, column: ColumnName)] = []
        for (field, column) in members {
            guard let name = ColumnName(column) else {
                throw .badSetting("columns", source: declaration.name, reason: "`\(field)` is mapped to `\(column.text())`, which is neither a number from 0 nor a name")
            }
            columns.append((field, name))
        }
        unmappedKey = key.flatMap { key in columns.contains { $0.field == key } ? nil : key }
        for name in named where !columns.contains(where: { $0.field == name }) { columns.append((name, .name(name))) }
        self.columns = columns
    }

    /// Names that `key`, `known` and `metadata` use.
    var named: [String] { (key.map { [$0] } ?? []) + known.map(\.field) + metadata }

    /// All columns are given by number, so the file needs no header.
    var isAllNumbers: Bool {
        columns?.allSatisfy { if case .number = $0.column { true } else { false } } ?? false
    }

    private static func key(_ value: JSONValue?, _ source: String) throws(CollectError) -> String? {
        switch value {
        case nil, .null?: return nil
        case .string(let name)?: return name
        case .int(let number)?: return String(number)
        default: throw .badSetting("key", source: source, reason: "it names one field")
        }
    }

    private static func metadata(_ value: JSONValue?, _ source: String) throws(CollectError) -> [String] {
        guard let value else { return [] }
        let names = value.array.map { $0.compactMap(\.string) } ?? value.string.map { [$0] }
        guard let names else { throw .badSetting("metadata", source: source, reason: "it is a list of field names") }
        return names
    }

    /// Takes key, known answers and metadata out of the mapped fields. nil with a finding when the key is missing.
    func record(_ fields: JSONObject, number: Int, place: Place) -> Result<CollectedRecord, Finding> {
        var record = CollectedRecord(key: String(number), fields: fields, place: place)
        if let key {
            guard let text = fields[key].flatMap(Self.text), !text.isEmpty else {
                return .failure(Finding(.error, "source.no-key", "the record has no value in its key field `\(key)`",
                                        at: Place(file: place.file, line: place.line, record: record.key), hint: "Give every record a key, or leave `key:` out to number the rows"))
            }
            record.key = text
            if key == unmappedKey { record.fields[key] = nil }
        }
        record.place.record = record.key
        for (question, field) in known {
            if let text = fields[field].flatMap(Self.text), !text.isEmpty { record.known[question] = text }
            record.fields[field] = nil
        }
        for name in metadata {
            if let value = record.fields[name] { record.metadata[name] = value }
            record.fields[name] = nil
        }
        return .success(record)
    }

    private static func text(_ value: JSONValue) -> String? {
        switch value {
        case .null: nil
        case .string(let text): text
        default: value.text()
        }
    }

    /// Names that `key`, `known` or `metadata` use and the mapped fields do not have.
    func unknownNames(among fields: [String]) -> String? {
        named.first { !fields.contains($0) }
    }
}

extension ColumnMapping.ColumnName {
    init?(_ value: JSONValue) {
        switch value {
        case .int(let number) where number >= 0 && number < 1 << 20: self = .number(Int(number))
        case .string(let name) where !name.isEmpty: self = .name(name)
        default: return nil
        }
    }
}
