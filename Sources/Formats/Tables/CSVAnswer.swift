import Records

/// Answers as cells of a table, and back.
enum CSVAnswer {
    static func cell(_ answer: Answer) -> String {
        switch answer {
        case .choice(let label): label
        case .choices(let labels): labels.isEmpty ? "|" : labels.map(escaped).joined(separator: "|")
        case .rating(let value), .number(let value): decimal(value)
        case .date(let text), .text(let text): text
        default: answer.json.text()
        }
    }

    /// nil when the cell is no answer of the kind.
    static func answer(_ cell: String, kind: QuestionKind) -> Answer? {
        switch kind {
        case .choice: .choice(cell)
        case .choices: .choices(cell == "|" ? [] : labels(cell))
        case .rating: Double(cell).map(Answer.rating)
        case .number: Double(cell).map(Answer.number)
        case .date: .date(cell)
        case .text: .text(cell)
        default: (try? JSONParser.parse(cell)).flatMap { Answer(json: $0, kind: kind) }
        }
    }

    private static func decimal(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : value.description
    }

    private static func escaped(_ label: String) -> String {
        guard label.contains("|") || label.contains("\\") else { return label }
        return label.replacing("\\", with: "\\\\").replacing("|", with: "\\|")
    }

    private static func labels(_ cell: String) -> [String] {
        var labels: [String] = []
        var label = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in cell.unicodeScalars {
            if isEscaped { label.append(scalar); isEscaped = false
            } else if scalar == "\\" { isEscaped = true
            } else if scalar == "|" { labels.append(String(label)); label = String.UnicodeScalarView()
            } else { label.append(scalar) }
        }
        labels.append(String(label))
        return labels
    }
}
