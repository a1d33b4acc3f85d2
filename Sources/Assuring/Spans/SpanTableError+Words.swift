import Records

extension SpanTableError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notARange(let range, let row): "row \(row) has the span \(range), which is not a start and an end of scalar offsets"
        case .beyondText(let range, let length, let row): "row \(row) has the span \(range), and the text has \(length) Unicode scalars"
        }
    }
}

extension Finding {
    static func repeatedSheets(_ count: Int) -> Finding {
        Finding(.note, "spans.repeated", "\(count) \(count == 1 ? "answer was" : "answers were") replaced by a later one of the same annotator on the same text",
            hint: "The last answer of an annotator on a text counts")
    }

    static func emptySpans(_ count: Int) -> Finding {
        Finding(.warning, "spans.empty", "\(count) \(count == 1 ? "span covers" : "spans cover") nothing and \(count == 1 ? "was" : "were") left out")
    }

    static func spansWithoutText(_ count: Int) -> Finding {
        Finding(.note, "spans.without-text", "\(count) \(count == 1 ? "text is" : "texts are") not known: each scalar counts as a token there")
    }
}
