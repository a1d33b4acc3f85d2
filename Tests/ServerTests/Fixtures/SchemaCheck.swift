import Records
@testable import Server

/// Says what is wrong with a value by a schema. Strict: a member the schema does not name is wrong too.
func problems(with value: JSONValue, by schema: Schema, at path: String = "") -> [String] {
    func wrong(_ wanted: String) -> [String] { ["\(path.isEmpty ? "." : path) is not \(wanted): \(value.text().prefix(60))"] }
    switch schema {
    case .any: return []
    case .string: return value.string == nil ? wrong("a text") : []
    case .integer, .time: return value.int == nil ? wrong("a whole number") : []
    case .number: return value.double == nil ? wrong("a number") : []
    case .boolean: return value.bool == nil ? wrong("true or false") : []
    case .id: return value.string.flatMap { ItemID($0) } == nil ? wrong("an id") : []
    case .oneOf(let words): return words.contains(value.string ?? "") ? [] : wrong("one of \(words)")
    case .named(_, let schema): return problems(with: value, by: schema, at: path)
    case .array(let element):
        guard let array = value.array else { return wrong("a list") }
        return array.enumerated().flatMap { problems(with: $1, by: element, at: "\(path)[\($0)]") }
    case .map(let element):
        guard let object = value.object else { return wrong("an object") }
        return object.members.flatMap { problems(with: $0.value, by: element, at: "\(path).\($0.key)") }
    case .members(let members):
        guard let object = value.object else { return wrong("an object") }
        let missing = members.filter { $0.isRequired && object[$0.name] == nil }.map { "\(path).\($0.name) is missing" }
        let known = object.members.flatMap { member -> [String] in
            guard let schema = members.first(where: { $0.name == member.key })?.schema else { return ["\(path).\(member.key) is not in the schema"] }
            return problems(with: member.value, by: schema, at: "\(path).\(member.key)")
        }
        return missing + known
    }
}

extension Schema {
    /// The smallest value that fits.
    var example: JSONValue {
        switch self {
        case .string, .any: "x"
        case .integer, .time, .number: 1
        case .boolean: true
        case .id: .string(Sample.id)
        case .oneOf(let words): .string(words.last ?? "")
        case .array, .map: self.isArray ? [] : [:]
        case .named(_, let schema): schema.example
        case .members(let members):
            .object(JSONObject(members.filter(\.isRequired).map { (key: $0.name, value: $0.schema.example) }))
        }
    }

    private var isArray: Bool { if case .array = self { true } else { false } }
}

extension Route {
    /// The path with parameters that exist in `InMemoryOperations`.
    func examplePath(project: String = "birds") -> String {
        path.replacing("{project}", with: project)
            .replacing("{assignment}", with: InMemoryOperations.assignment.description)
            .replacing("{job}", with: InMemoryOperations.job.description)
            .replacing("{secret}", with: InMemoryOperations.linkSecret)
            .replacing(/\{(login|name)\}/, with: "ada.txt")
            .replacing(/\{[a-z]+\}/, with: Sample.id) + (takesFile == nil ? "" : "?path=a.jpg")
    }

    /// A body that the route takes.
    var exampleBody: JSONValue? {
        guard let request else { return nil }
        guard path.hasPrefix("/v1/session"), case .object(var object) = request.example else { return request.example }
        object["login"] = "ada"
        object["password"] = .string(InMemoryOperations.password)
        if object["secret"] != nil { object["secret"] = .string(InMemoryOperations.linkSecret) }
        return .object(object)
    }
}
