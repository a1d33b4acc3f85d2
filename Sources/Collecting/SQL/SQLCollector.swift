import Records
import Formats

/// Rows of a query against somebody else's database, opened read-only: one record per row.
public struct SQLCollector: Collector {
    public static let name = "sql"
    public static let summary = "Rows of a query against another SQLite database, opened read-only"
    public static let settings = [
        SettingCard("path", isRequired: true, "Database file, relative to `winnow.yaml`"),
        SettingCard("query", "One SELECT with a fixed ORDER BY; or use `recipe:`"),
        SettingCard("recipe", "`tickets`: resolved support tickets whose category did not change"),
        SettingCard("columns", "Field names and the columns they come from; all columns otherwise"),
        SettingCard("key", "Field that names each record; row numbers otherwise, the ticket's id with `recipe: tickets`"),
        SettingCard("metadata", "Fields kept as metadata instead of content"),
        SettingCard("after", "With `recipe: tickets`: tickets created later than this day; default 2024-01-01"),
    ]

    private let source: String
    private let path: String
    private let query: String
    private let recipe: TicketRecipe?
    private let mapping: ColumnMapping
    private let context: CollectingContext

    public init(_ declaration: SourceDeclaration, in context: CollectingContext) throws {
        guard let path = declaration.settings["path"]?.string else { throw CollectError.missingSetting("path", source: declaration.name) }
        source = declaration.name
        self.path = path
        self.context = context
        mapping = try ColumnMapping(declaration)
        recipe = try Self.recipe(declaration)
        guard let query = recipe?.query ?? declaration.settings["query"]?.string else { throw CollectError.missingSetting("query", source: declaration.name) }
        self.query = query
    }

    private static func recipe(_ declaration: SourceDeclaration) throws -> TicketRecipe? {
        guard let name = declaration.settings["recipe"] else { return nil }
        guard name.string == "tickets" else {
            throw CollectError.badSetting("recipe", source: declaration.name, reason: "`\(name.text())` is not known; there is `tickets`")
        }
        return TicketRecipe(declaration.settings)
    }

    public func collect(from cursor: CollectCursor?, batchSize: Int, _ body: (CollectedBatch) throws -> Void) throws {
        guard let door = context.openForeign else { throw CollectError.noForeignDoor(source: source) }
        let rows = try door(context.resolve(path))
        try withoutActuallyEscaping(body) { body in
            var run = Run(done: cursor?.record ?? 0, builder: BatchBuilder(batchSize: batchSize, file: path, watchesKeys: mapping.key != nil || recipe != nil, body))
            try rows.forEachRow(query) { columns, values in try add(columns, values, to: &run) }
            if run.changed > 0 {
                run.builder.add([Finding(.note, "tickets.category-changed", "\(run.changed) resolved tickets are left out because their category was changed", at: Place(file: path))])
            }
            try run.builder.flush(CollectCursor(offset: 0, line: 0, record: run.number))
        }
    }

    private struct Run {
        /// Rows that an earlier run has given.
        let done: Int
        var number = 0
        var changed = 0
        var builder: BatchBuilder

        init(done: Int, builder: BatchBuilder) {
            self.done = done
            self.builder = builder
        }
    }

    private func add(_ columns: [String], _ values: [JSONValue], to run: inout Run) throws {
        run.number += 1
        guard run.number > run.done else { return }
        let row = JSONObject(zip(columns, values).map { (key: $0, value: $1) })
        guard row.count == columns.count else {
            throw CollectError.badQuery(source: source, reason: "two columns of the result have the same name; give them names with AS")
        }
        let place = Place(file: path, record: String(run.number))
        guard let fields = try fields(row) else {
            run.changed += 1
            return
        }
        switch mapping.record(fields, number: run.number, place: place) {
        case .success(var record):
            if let recipe, mapping.key == nil { record.key = row[recipe.id].map { $0.string ?? $0.text() } ?? record.key }
            record.place.record = record.key
            run.builder.add(record)
        case .failure(let finding): run.builder.add([finding])
        }
        if run.builder.isFull { try run.builder.flush(CollectCursor(offset: 0, line: 0, record: run.number)) }
    }

    private func fields(_ row: JSONObject) throws -> JSONObject? {
        guard let kept = recipe.map({ $0.kept(row) }) ?? row else { return nil }
        guard let columns = mapping.columns else { return kept }
        var fields = JSONObject()
        for (field, column) in columns {
            let value: JSONValue? = switch column {
            case .name(let name): kept[name]
            case .number(let number): number < kept.count ? kept.members[number].value : nil
            }
            guard let value else { throw FormatError.noSuchColumn("\(column)", file: path, known: kept.keys) }
            fields[field] = value
        }
        return fields
    }
}
