import Records

/// Reads label tracks.
final class AudacityReader: TimedReader {
    init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        try super.init(input, options: options, format: "audacity", files: Audacity.files(in: input), expected: "text files with start, end and label per line")
        try survey()
    }

    override func document(_ file: String, _ bytes: [UInt8]) throws -> TimedDocument {
        let (lines, isClosed) = TimedText.lines(try TimedText.decode(bytes, file: file))
        var layer = TimedLayer()
        for (place, line) in lines.enumerated() where !line.isEmpty {
            let fields = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
            if fields[0] == "\\", fields.count == 3, let low = DecimalText.number(fields[1]), let high = DecimalText.number(fields[2]), !layer.pieces.isEmpty {
                layer.pieces[layer.pieces.count - 1].extras["frequencies"] = .array([.double(low), .double(high)])
                continue
            }
            guard fields.count >= 2, let from = DecimalText.number(fields[0]), let to = DecimalText.number(fields[1]) else {
                bad(file, place, "it is no start, end and label with tabs between them")
                continue
            }
            guard from <= to else { bad(file, place, "it ends at \(fields[1]) s, before it starts"); continue }
            layer.pieces.append(piece(from, to, fields.count == 3 ? String(fields[2]) : ""))
        }
        if !isClosed { findings.add(TimedText.unclosed("audacity", file, line: lines.count)) }
        return TimedDocument(layers: [layer])
    }

    private func piece(_ from: Double, _ to: Double, _ text: String) -> TimedPiece {
        let split = SpeakerText.split(text, labels: speakers)
        return TimedPiece(from, to, split?.text ?? text, label: split?.label)
    }

    private func bad(_ file: String, _ place: Int, _ reason: String) {
        findings.add(Finding(.error, "audacity.line.bad", "line \(place + 1) of `\(file)` is left out: \(reason)", at: Place(file: file, line: place + 1)))
    }
}
