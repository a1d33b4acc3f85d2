import Records

/// A reader of files with one JSON object per line, whose format only says what an object means.
///
/// The files are gone through twice: first to know which questions are answered and with which labels, which
/// nothing in them declares, then item by item. Memory stays that of one line.
class ObjectLinesReader: QueuedReader {
    private let files: [SplitFiles.File]
    private var place = 0
    private var reader: JSONLinesReader?
    private var keys = KeyBook()
    /// The first of the two times.
    private(set) var isSurveying = true
    private(set) var file: SplitFiles.File

    init(_ input: DatasetInput, options: DatasetReadOptions, files paths: [String]) throws {
        files = SplitFiles(paths).files
        file = files.first ?? SplitFiles.File(path: "", split: nil, prefix: "")
        super.init(input, options: options)
        if files.isEmpty { throw ImageFormatError.noFiles(format: formatName, folder: input.path, expected: "lines of that format") }
        var survey = QuestionSurvey()
        while let items = try produce() {
            for item in items { survey.add(item) }
        }
        questions = settle(survey.questions)
        (place, reader, keys, isSurveying, findings, done) = (0, nil, KeyBook(), false, FindingLog(), 0)
    }

    /// The item of an object; nil leaves it out, which `fail` has said.
    func item(_ object: JSONObject, key: String, at place: Place) -> LabelledItem? { nil }

    /// What is to be done with the rows of one item that come one after another; most formats have one row per item.
    func joined(_ items: [LabelledItem]) -> [LabelledItem] { items }

    /// Questions as the survey found them, for formats that know more. Where nothing was ever marked, spans were looked for.
    func settle(_ questions: [Question]) -> [Question] {
        questions.map { question in
            var question = question
            if question.kind == .boxes { question.kind = .spans }
            return question
        }
    }

    /// For formats whose lines may be lists: what such a line says as an object.
    func object(_ list: [JSONValue]) -> JSONObject? { nil }

    var takesLists: Bool { false }

    final func fail(_ code: String, _ message: String, _ place: Place, hint: String? = nil) -> LabelledItem? {
        findings.add(Finding(.error, code, message, at: place, hint: hint))
        return nil
    }

    final override func produce() throws -> [LabelledItem]? {
        while true {
            if reader == nil {
                guard place < files.count else { return nil }
                file = files[place]
                reader = try JSONLinesReader(try input.source(file.path))
            }
            let record = try nextRecord()
            findings.add(reader?.takeFindings() ?? [])
            guard let record else {
                (reader, place) = (nil, place + 1)
                continue
            }
            return joined(read(record).map { [$0] } ?? [])
        }
    }

    private func nextRecord() throws -> RawRecord? {
        while let line = try reader?.nextLine({ takesLists && $0.first == UInt8(ascii: "[") }) {
            switch line {
            case .parsed(let record): return record
            case .taken(let bytes):
                let number = reader?.line ?? 0
                if case .array(let list)? = try? JSONParser.parse(bytes), let object = object(list) { return RawRecord(number: reader?.position.record ?? 0, line: number, fields: object) }
                findings.add(Finding(.error, "\(formatName).line", "line \(number) is a list that is no record of this format", at: Place(file: file.path, line: number)))
            }
        }
        return nil
    }

    private func read(_ record: RawRecord) -> LabelledItem? {
        let key = Self.key(record.fields) ?? "\(file.prefix)\(record.number)"
        let place = Place(file: file.path, line: record.line, record: key)
        guard var item = item(record.fields, key: key, at: place) else { return nil }
        done += 1
        item.split = file.split
        item.place = place
        if !mayRepeatKeys {
            guard let unique = keys.key(for: item.key, split: file.split) else {
                return fail("\(formatName).key-twice", "the key `\(item.key)` on line \(record.line) has come before; this line is left out", place)
            }
            item.key = unique
        }
        return item
    }

    var formatName: String { "jsonl" }
    var mayRepeatKeys: Bool { false }

    private static func key(_ object: JSONObject) -> String? {
        switch object["id"] {
        case .string(let text)? where !text.isEmpty: text
        case .int(let number)?: String(number)
        default: nil
        }
    }
}

extension QueuedReader {
    /// Labels of the whole text as an answer: several where the data or the project ask so, else one.
    func label(_ item: inout LabelledItem, _ labels: [String], called name: String? = nil) {
        if let question = options.questions.name(.choices, called: name) {
            item.answers[question] = .choices(labels)
        } else if let question = options.questions.name(.choice, called: name), labels.count == 1 {
            item.answers[question] = .choice(labels[0])
        }
    }

    /// Keys nobody knows, for the item's metadata under the format's name.
    func keepOthers(_ object: JSONObject, except known: Set<String>, in item: inout LabelledItem, under format: String) {
        let others = object.members.filter { !known.contains($0.key) }
        guard !others.isEmpty else { return }
        var own = item.metadata[format]?.object ?? [:]
        own["keys"] = .object(JSONObject(others.map { (key: $0.key, value: $0.value) }))
        item.metadata[format] = .object(own)
    }
}

/// Whole numbers of JSON that are offsets into a text.
enum TextOffset {
    /// nil unless `start` and `end` are whole numbers with `0 <= start < end <= length`.
    static func range(_ start: JSONValue?, _ end: JSONValue?, length: Int) -> [Int]? {
        guard let start = whole(start), let end = whole(end), start >= 0, start < end, end <= length else { return nil }
        return [start, end]
    }

    static func whole(_ value: JSONValue?) -> Int? {
        if let whole = value?.int { return Int(exactly: whole) }
        return value?.double.flatMap { Int(exactly: $0) }
    }
}

/// A span as JSON: `[start, end, label]`, or an object with such keys.
struct SpanValues {
    var start: JSONValue?
    var end: JSONValue?
    var label: JSONValue?

    init(_ value: JSONValue, _ startKey: String, _ endKey: String) {
        if case .array(let list) = value {
            start = list.first
            end = list.count > 1 ? list[1] : nil
            label = list.count > 2 ? list[2] : nil
        } else {
            (start, end, label) = (value[startKey], value[endKey], value["label"])
        }
    }
}
