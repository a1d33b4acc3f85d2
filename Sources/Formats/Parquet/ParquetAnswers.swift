import Records

/// The column of one question: choices as numbers, numbers and texts as such, all else as the JSON of the answer.
struct ParquetAnswers {
    var question: Question
    private var numbers: [String: Int64] = [:]

    init(_ question: Question) {
        self.question = question
        for (number, label) in question.labelNames.enumerated() where numbers[label] == nil { numbers[label] = Int64(number) }
    }

    var column: ParquetColumn {
        switch question.kind {
        case .choice: ParquetColumn(question.name, .int64)
        case .choices: ParquetColumn(question.name, listOf: .int64)
        case .rating, .number: ParquetColumn(question.name, .double)
        case .texts: ParquetColumn(question.name, listOf: .text)
        default: ParquetColumn(question.name, .text)
        }
    }

    var feature: JSONValue {
        switch question.kind {
        case .choice: HuggingFaceFeatures.classes(question.labelNames)
        case .choices: HuggingFaceFeatures.list(HuggingFaceFeatures.classes(question.labelNames))
        case .rating, .number: HuggingFaceFeatures.value("float64")
        case .texts: HuggingFaceFeatures.list(HuggingFaceFeatures.value("string"))
        default: HuggingFaceFeatures.value("string")
        }
    }

    /// Labels nobody declared get the next numbers.
    mutating func value(_ answer: Answer) -> ParquetValue {
        switch (question.kind, answer) {
        case (.choice, .choice(let label)): return .int(number(label))
        case (.choices, .choices(let labels)): return .list(labels.map { .int(number($0)) })
        case (.rating, .rating(let value)), (.number, .number(let value)): return .double(value)
        case (.texts, .texts(let texts)): return .list(texts.map(ParquetValue.text))
        case (.text, .text(let text)): return .text(text)
        case (.date, .date(let text)): return .text(text)
        default: return .text(answer.json.text())
        }
    }

    private mutating func number(_ label: String) -> Int64 {
        if let known = numbers[label] { return known }
        let number = Int64(question.labels.count)
        numbers[label] = number
        question.labels.append(LabelDefinition(name: label))
        return number
    }

    /// nil when the value is no answer to such a question.
    func answer(_ value: ParquetValue) -> Answer? {
        switch (question.kind, value) {
        case (.choice, .int(let number)): return label(number).map(Answer.choice)
        case (.choice, .text(let label)): return .choice(label)
        case (.choices, .list(let items)):
            let labels = items.compactMap { item in item.int.flatMap(label) ?? item.text }
            return labels.count == items.count ? .choices(labels) : nil
        case (.rating, _): return value.double.map(Answer.rating)
        case (.number, _): return value.double.map(Answer.number)
        case (.texts, .list(let items)):
            let texts = items.compactMap(\.text)
            return texts.count == items.count ? .texts(texts) : nil
        case (.text, .text(let text)): return .text(text)
        case (.date, .text(let text)): return .date(text)
        case (_, .text(let text)): return (try? JSONParser.parse(text)).flatMap { Answer(json: $0, kind: question.kind) }
        default: return nil
        }
    }

    private func label(_ number: Int64) -> String? {
        guard let place = Int(exactly: number), question.labels.indices.contains(place) else { return nil }
        return question.labels[place].name
    }
}
