import Records

/// `winnow.json` beside files of labelled time: what these formats have no place for. Which tier belongs to which
/// question of which kind, the labels in order, and the keys of items that no file could be called by. Without it the
/// files are read all the same, by their names and texts.
struct TimedSidecar: Hashable {
    static let name = "winnow.json"
    /// Stands for a segment without a label where an empty text would be silence.
    static let noLabel = "<NA>"

    struct Tier: Hashable {
        var question: String
        var label: String?
    }

    /// What cannot be told from where the file is.
    struct Exception: Hashable {
        var key: String
        var split: String?
        var media: Media?
    }

    var questions: [Question] = []
    var tiers: [String: Tier] = [:]
    var splits: [String] = []
    var files: [String: Exception] = [:]

    func question(named name: String) -> Question? { questions.first { $0.name == name } }

    // MARK: JSON

    func text(format: String) -> String {
        var object: JSONObject = ["format": .string(format)]
        object["questions"] = .array(questions.map { question in
            ["name": .string(question.name), "kind": .string(question.kind.rawValue), "labels": .array(question.labelNames.map(JSONValue.string))]
        })
        if !tiers.isEmpty { object["tiers"] = .object(JSONObject(tiers.sorted { $0.key < $1.key }.map { (key: $0.key, value: Self.json($0.value)) })) }
        if !splits.isEmpty { object["splits"] = .array(splits.sorted().map(JSONValue.string)) }
        if !files.isEmpty { object["files"] = .object(JSONObject(files.sorted { $0.key < $1.key }.map { (key: $0.key, value: Self.json($0.value)) })) }
        return JSONValue.object(object).text() + "\n"
    }

    private static func json(_ tier: Tier) -> JSONValue {
        var object: JSONObject = ["question": .string(tier.question)]
        object["label"] = tier.label.map(JSONValue.string)
        return .object(object)
    }

    private static func json(_ exception: Exception) -> JSONValue {
        var object: JSONObject = ["key": .string(exception.key)]
        object["split"] = exception.split.map(JSONValue.string)
        object["media"] = exception.media.map { .string($0.rawValue) }
        return .object(object)
    }

    /// nil when there is none of this format.
    init?(in input: DatasetInput, format: String) throws {
        guard input.listing.paths.contains(Self.name) else { return nil }
        let bytes = try input.source(Self.name).readAll(maximumBytes: TimedText.maximumBytes)
        let value: JSONValue
        do { value = try JSONParser.parse(bytes) } catch {
            throw Finding(.error, "\(format).sidecar", "`\(Self.name)` cannot be read: \(error.message)", at: Place(file: Self.name, line: error.line, column: error.column), hint: error.hint)
        }
        guard value["format"]?.string == format else { return nil }
        for question in value["questions"]?.array ?? [] {
            guard let name = question["name"]?.string, let kind = question["kind"]?.string.flatMap(QuestionKind.init(rawValue:)), kind == .segments || kind == .transcripts else { continue }
            questions.append(Question(name: name, kind: kind, labels: (question["labels"]?.array ?? []).compactMap(\.string).map { LabelDefinition(name: $0) }))
        }
        for (tier, place) in value["tiers"]?.object?.members ?? [] {
            if let question = place["question"]?.string { tiers[tier] = Tier(question: question, label: place["label"]?.string) }
        }
        splits = (value["splits"]?.array ?? []).compactMap(\.string)
        for (file, said) in value["files"]?.object?.members ?? [] {
            if let key = said["key"]?.string { files[file] = Exception(key: key, split: said["split"]?.string, media: said["media"]?.string.flatMap(Media.init(rawValue:))) }
        }
    }

    init() {}
}
