import Records

/// Reads SubRip as it comes: numbers missing or wrong, a point for the comma, blank lines too many, coordinates behind
/// the times (kept as settings). A text with a blank line in it goes on until the next number with times below.
final class SRTReader: TimedReader {
    init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        try super.init(input, options: options, format: "srt", files: input.files("srt"), expected: "SubRip files", usualKind: .transcripts)
        try survey()
    }

    override func document(_ file: String, _ bytes: [UInt8]) throws -> TimedDocument {
        let (lines, isClosed) = TimedText.lines(try TimedText.decode(bytes, file: file))
        var layer = TimedLayer()
        let cues = lines.indices.compactMap { line in CueTimes(lines[line]).map { (line: line, times: $0) } }
        let lead = lines[..<(cues.first?.line ?? lines.count)]
        if let stray = lead.firstIndex(where: { !$0.isEmpty && !Self.isNumber($0) }) {
            findings.add(Finding(.error, "srt.stray-lines", "line \(stray + 1) of `\(file)` belongs to no times", at: Place(file: file, line: stray + 1)))
        }
        for (number, cue) in cues.enumerated() {
            guard cue.times.from <= cue.times.to else {
                findings.add(Finding(.error, "srt.cue.backwards", "the text on line \(cue.line + 1) of `\(file)` ends before it starts", at: Place(file: file, line: cue.line + 1)))
                continue
            }
            var end = number + 1 < cues.count ? cues[number + 1].line : lines.count
            if end < lines.count, end > cue.line + 1, Self.isNumber(lines[end - 1]) { end -= 1 }
            while end > cue.line + 1, lines[end - 1].isEmpty { end -= 1 }
            layer.pieces.append(piece(cue.times, lines[(cue.line + 1)..<end].joined(separator: "\n")))
        }
        if !isClosed { findings.add(TimedText.unclosed("srt", file, line: lines.count)) }
        return TimedDocument(layers: [layer])
    }

    private func piece(_ times: CueTimes, _ text: String) -> TimedPiece {
        let split = SpeakerText.split(text, labels: speakers)
        var piece = TimedPiece(times.from, times.to, split?.text ?? text, label: split?.label)
        if !times.settings.isEmpty { piece.extras["settings"] = .string(times.settings) }
        return piece
    }

    private static func isNumber(_ line: String) -> Bool {
        let digits = line.utf8.filter { $0 != 32 && $0 != 9 }
        return !digits.isEmpty && digits.count <= 12 && digits.allSatisfy { $0 >= 48 && $0 <= 57 }
    }
}
