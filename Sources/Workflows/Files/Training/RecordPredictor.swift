import Records
import Suggesting

/// What a model says of one record.
enum RecordAnswer {
    case missing(String)
    case label(String, confidence: Double, probabilities: [Double])
    case labels([String], confidence: Double, probabilities: [Double])
    case number(Double)
    case spans([TextSpan])

    /// What is counted of it.
    var labels: [String] {
        switch self {
        case .label(let label, _, _): [label]
        case .labels(let labels, _, _): labels
        case .spans(let spans): spans.map(\.label)
        case .missing, .number: []
        }
    }
}

/// Judges records by a model of one kind.
protocol RecordPredictor {
    /// Fields it reads.
    var fields: [String] { get }
    /// Fields are columns of numbers, not a text.
    var readsNumbers: Bool { get }
    /// One answer for each record.
    func answers(to records: [JSONObject]) -> [RecordAnswer]
    /// What of an answer is written into the record.
    func members(of answer: RecordAnswer) -> [(String, JSONValue)]
}

struct LinearPredictor: RecordPredictor {
    let model: TrainedModel
    let options: PredictFiles.Options

    var fields: [String] { model.numberColumns ?? [options.text] }
    var readsNumbers: Bool { model.numberColumns != nil }

    func answers(to records: [JSONObject]) -> [RecordAnswer] {
        var answers = [RecordAnswer](repeating: .missing(fields.first ?? ""), count: records.count)
        var judged: [Int] = []
        let inputs = inputs(records, &answers, &judged)
        let values = model.predict(inputs, threads: LabelErrorFiles.threads)
        let width = model.answer == .number ? 1 : model.labels.count
        for (place, row) in judged.enumerated() { answers[row] = answer(Array(values[place * width..<(place + 1) * width])) }
        return answers
    }

    private func inputs(_ records: [JSONObject], _ answers: inout [RecordAnswer], _ judged: inout [Int]) -> ModelInputs {
        guard let columns = model.numberColumns else {
            var texts: [String] = []
            for (row, record) in records.enumerated() {
                guard let text = RecordFile.text(record[options.text]) else { continue }
                texts.append(text)
                judged.append(row)
            }
            return .texts(texts)
        }
        var numbers: [Double] = []
        for (row, record) in records.enumerated() {
            let found = columns.map { RecordFile.number(record[$0]).flatMap { $0.isFinite ? $0 : nil } }
            if let hole = found.firstIndex(where: { $0 == nil }) {
                answers[row] = .missing(columns[hole])
                continue
            }
            numbers += found.compactMap(\.self)
            judged.append(row)
        }
        return .numbers(numbers, names: columns)
    }

    private func answer(_ values: [Double]) -> RecordAnswer {
        switch model.answer {
        case .number: return .number(values[0])
        case .labels:
            let chosen = values.indices.filter { values[$0] > 0.5 }
            return .labels(chosen.map { model.labels[$0] }, confidence: values.map { max($0, 1 - $0) }.min() ?? 0, probabilities: values)
        default:
            let best = TextModel.best(values, row: 0, labelCount: values.count)
            return .label(model.labels[best], confidence: values[best], probabilities: values)
        }
    }

    func members(of answer: RecordAnswer) -> [(String, JSONValue)] {
        switch answer {
        case .label(let label, let confidence, let probabilities):
            [("label", .string(label)), ("confidence", Self.figure(confidence))] + all(probabilities)
        case .labels(let labels, let confidence, let probabilities):
            [("labels", .array(labels.map { .string($0) })), ("confidence", Self.figure(confidence))] + all(probabilities)
        case .number(let number):
            [("number", .double(number))] + (model.interval.map { [("low", .double(number - $0.halfWidth)), ("high", .double(number + $0.halfWidth))] } ?? [])
        case .missing, .spans:
            [(model.answer == .number ? "number" : model.answer == .labels ? "labels" : "label", .null)]
        }
    }

    private func all(_ probabilities: [Double]) -> [(String, JSONValue)] {
        guard options.probabilities else { return [] }
        return [("probabilities", .object(JSONObject(zip(model.labels, probabilities).map { (key: $0, value: Self.figure($1)) })))]
    }

    /// Six digits tell all that a probability can.
    static func figure(_ probability: Double) -> JSONValue { .double((probability * 1e6).rounded() / 1e6) }
}

struct EntityPredictor: RecordPredictor {
    let model: EntityModel
    let field: String

    var fields: [String] { [field] }
    var readsNumbers: Bool { false }

    func answers(to records: [JSONObject]) -> [RecordAnswer] {
        let texts = records.map { RecordFile.text($0[field]) }
        let found = model.predict(texts.map { $0 ?? "" }, threads: LabelErrorFiles.threads)
        return zip(texts, found).map { $0 == nil ? .missing(field) : .spans($1) }
    }

    func members(of answer: RecordAnswer) -> [(String, JSONValue)] {
        guard case .spans(let spans) = answer else { return [("spans", .null)] }
        return [("spans", .array(spans.map { span in
            .object(["start": .int(Int64(span.start)), "end": .int(Int64(span.end)), "label": .string(span.label), "confidence": LinearPredictor.figure(span.confidence ?? 0)])
        }))]
    }
}
