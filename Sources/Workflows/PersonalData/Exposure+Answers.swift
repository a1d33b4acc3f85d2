import Records
import Storage

/// Answers as they may be seen: a transcript, a rewritten turn, a cell or a note repeats what its item holds.
extension Exposure {
    func of(_ answer: Answer) -> Answer {
        guard isMasking else { return answer }
        return switch answer {
        case .text(let text): .text(of(text))
        case .texts(let texts): .texts(texts.map(of))
        case .chat(let turns): .chat(turns.map(of))
        case .parts(let parts): .parts(parts.map(of))
        case .cells(let cells): .cells(of(cells))
        case .choice, .choices, .paths, .rating, .number, .date, .pairwise, .ranking, .relations, .tokens, .pointLabels: answer
        }
    }

    func of(_ annotation: Annotation) -> Annotation {
        guard isMasking else { return annotation }
        var annotation = annotation
        annotation.answers = annotation.answers.mapValues(of)
        annotation.note = annotation.note.map(of)
        return annotation
    }

    func of(_ suggestion: Suggestion) -> Suggestion {
        var suggestion = suggestion
        suggestion.answer = of(suggestion.answer)
        return suggestion
    }

    func of(_ settled: SettledView) -> SettledView {
        var settled = settled
        settled.answer = of(settled.answer)
        return settled
    }

    func of(_ change: DiffView.Change) -> DiffView.Change {
        var change = change
        (change.before, change.after) = (change.before.map(of), change.after.map(of))
        return change
    }

    private func of(_ turn: ChatTurn) -> ChatTurn {
        var turn = turn
        turn.rewrite = turn.rewrite.map(of)
        return turn
    }

    private func of(_ part: Part) -> Part {
        var part = part
        (part.attributes, part.note, part.shape) = (of(part.attributes), part.note.map(of), of(part.shape))
        return part
    }

    private func of(_ shape: Shape) -> Shape {
        switch shape {
        case .segment(var segment):
            segment.text = segment.text.map(of)
            return .segment(segment)
        case .field(var field):
            (field.text, field.key) = (of(field.text), of(field.key))
            return .field(field)
        default: return shape
        }
    }
}
