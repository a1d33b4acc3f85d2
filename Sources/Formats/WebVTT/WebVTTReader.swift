import Records

/// Reads WebVTT: blocks with blank lines between them. A block without times that is no note, style or region is a finding.
final class WebVTTReader: TimedReader {
    init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        try super.init(input, options: options, format: "webvtt", files: input.files("vtt"), expected: "files of cues (`.vtt`)", usualKind: .transcripts)
        try survey()
    }

    override func document(_ file: String, _ bytes: [UInt8]) throws -> TimedDocument {
        let (lines, isClosed) = TimedText.lines(try TimedText.decode(bytes, file: file))
        guard let first = lines.first, first == "WEBVTT" || first.hasPrefix("WEBVTT ") || first.hasPrefix("WEBVTT\t") else {
            throw Finding(.error, "webvtt.no-header", "`\(file)` does not begin with `WEBVTT`", at: Place(file: file, line: 1), hint: "If it is SubRip, read it with `--from srt`")
        }
        var document = TimedDocument(layers: [TimedLayer()])
        var place = 1
        while place < lines.count, !lines[place].isEmpty, !lines[place].contains("-->") { place += 1 }
        let header = first.dropFirst(6) + (place > 1 ? "\n" + lines[1..<place].joined(separator: "\n") : "")
        if !header.isEmpty { document.own["header"] = .string(String(header)) }
        var blocks: [JSONValue] = []
        while place < lines.count {
            guard !lines[place].isEmpty else { place += 1; continue }
            let start = place
            while place < lines.count, !lines[place].isEmpty { place += 1 }
            let block = Array(lines[start..<place])
            if let piece = cue(block, file, start + 1) { document.layers[0].pieces.append(piece) } else if Self.isKept(block[0]) {
                blocks.append(["before": .int(Int64(document.layers[0].pieces.count)), "text": .string(block.joined(separator: "\n"))])
            } else {
                findings.add(Finding(.error, "webvtt.cue.bad", "lines \(start + 1) to \(place) of `\(file)` are no cue: two times in order with `-->` between them are needed", at: Place(file: file, line: start + 1)))
            }
        }
        if !isClosed, lines.count > 1 { findings.add(TimedText.unclosed("webvtt", file, line: lines.count)) }
        if !blocks.isEmpty { document.own["blocks"] = .array(blocks) }
        return document
    }

    private static func isKept(_ line: String) -> Bool {
        ["NOTE", "STYLE", "REGION"].contains { line == $0 || line.hasPrefix($0 + " ") || line.hasPrefix($0 + "\t") }
    }

    private func cue(_ block: [String], _ file: String, _ line: Int) -> TimedPiece? {
        guard let row = block.prefix(2).firstIndex(where: { $0.contains("-->") }), let times = CueTimes(block[row]), times.from <= times.to else { return nil }
        let (text, voice) = WebVTTText.plain(block[(row + 1)...].joined(separator: "\n"))
        var piece = TimedPiece(times.from, times.to, text, label: voice)
        if row == 1 { piece.extras["id"] = .string(block[0]) }
        if !times.settings.isEmpty { piece.extras["settings"] = .string(times.settings) }
        return piece
    }
}
