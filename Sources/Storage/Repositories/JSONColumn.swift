import Records

/// Values in JSON columns, as compact text. The commonest answer, one chosen label, is written and read by hand:
/// it is most of what a labelling project holds.
enum JSONColumn {
    static func text(_ object: JSONObject) -> SQLValue {
        object.isEmpty ? "{}" : .text(JSONValue.object(object).text())
    }

    static func text(encoding value: some Encodable) throws -> SQLValue {
        .text(try JSONValue(encoding: value).text())
    }

    static func text(answer: Answer) throws -> SQLValue {
        if case .choice(let label) = answer { return .text(JSONValue.object(["choice": .string(label)]).text()) }
        return try text(encoding: answer)
    }

    static func object(_ row: any Row, _ column: Int) throws -> JSONObject {
        let text = row.text(column)
        if text == "{}" { return [:] }
        guard case .object(let object) = try parse(text, row, column) else {
            throw StorageError.badJSON(detail: "not an object", column: row.name(column))
        }
        return object
    }

    static func value<T: Decodable>(_ row: any Row, _ column: Int, _ type: T.Type = T.self) throws -> T {
        let value = try parse(row.text(column), row, column)
        do { return try value.decode(T.self) } catch {
            throw StorageError.badJSON(detail: "\(error)", column: row.name(column))
        }
    }

    static func answer(_ row: any Row, _ column: Int) throws -> Answer {
        let value = try parse(row.text(column), row, column)
        if let object = value.object, object.count == 1, let label = object["choice"]?.string { return .choice(label) }
        do { return try value.decode(Answer.self) } catch {
            throw StorageError.badJSON(detail: "\(error)", column: row.name(column))
        }
    }

    private static func parse(_ text: String, _ row: any Row, _ column: Int) throws -> JSONValue {
        do { return try JSONParser.parse(text) } catch {
            throw StorageError.badJSON(detail: "\(error)", column: row.name(column))
        }
    }
}
