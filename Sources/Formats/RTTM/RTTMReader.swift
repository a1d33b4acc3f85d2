import Records

/// Reads RTTM and UEM files, the files of a split or of one recording alike; an item per recording, in the order of its
/// first line, given as soon as its last line was read. Lines of other types than `SPEAKER` are kept in the item's metadata.
final class RTTMReader: QueuedReader {
    private let files: [String]
    private let recordings: Recordings
    private let question: String?
    private var place = 0
    private var open: RTTMRecordings?
    private var given: Set<String> = []
    /// UEM files.
    private let extents: [String]

    init(reading input: DatasetInput, options: DatasetReadOptions) throws {
        files = input.files("rttm")
        extents = input.files("uem")
        recordings = Recordings(input.listing, splits: [])
        question = options.questions.name(.segments)
        super.init(input, options: options)
        if files.isEmpty { throw ImageFormatError.noFiles(format: "rttm", folder: input.path, expected: "RTTM files") }
        total = files.count
        questions = options.questions.questions([.segments], labels: try labels())
    }

    private func labels() throws -> [String] {
        var (labels, seen) = ([String](), Set<String>())
        guard options.questions.asked == nil else { return options.questions.asked?.first { $0.name == question }?.labelNames ?? [] }
        for file in files {
            // A file that is refused here is told of when its turn comes.
            guard let lines = try Self.unlessRefused({ try TimedLines(input, file) }) else { continue }
            while let line = try lines.next() {
                guard let parsed = try? RTTMLine(line.text), parsed.type == "SPEAKER", let label = parsed.label, seen.insert(label).inserted else { continue }
                labels.append(label)
            }
        }
        return labels
    }

    private static func unlessRefused<Value>(_ body: () throws -> Value) throws -> Value? {
        do { return try body() } catch is Finding { return nil }
    }

    /// One recording.
    override func produce() throws -> [LabelledItem]? {
        guard place < files.count else { return nil }
        do {
            let recordings = try open ?? survey(files[place])
            open = recordings
            if let found = try recordings.next() { return item(found).map { [$0] } ?? [] }
        } catch let finding as Finding { findings.add(finding) }
        (open, place) = (nil, place + 1)
        done = place
        return []
    }

    // MARK: Files

    /// Which recordings a file and its extents speak of, and by how many lines each. Bad lines are told of here.
    private func survey(_ file: String) throws -> RTTMRecordings {
        let name = ImageFiles.stem(Compression.unpackedPath(file))
        let uem = extents.first { Self.stem($0) == Self.stem(file) }
        let split = Recordings.splitNames.contains(name.lowercased()) || (uem != nil && name != LabelledItem.wholeName) ? name : nil
        var survey = RTTMRecordings.Survey(split: split)
        if let uem {
            try lines(uem) { text, line in
                let fields = text.split(whereSeparator: \.isWhitespace)
                guard fields.count == 4, let from = DecimalText.number(fields[2]), let to = DecimalText.number(fields[3]), from <= to else { return bad(uem, line, "a line of a UEM file is a recording, a channel, a start and an end") }
                survey.add(extent: (from, to), of: RTTM.text(fields[0]), Place(file: uem, line: line))
            }
        }
        try lines(file) { text, number in
            do {
                survey.add(lineOf: try RTTMLine(text).recording, Place(file: file, line: number))
            } catch RTTMLine.Fault.fields(let count) { bad(file, number, "it has \(count) fields where 10 (or 9) are needed")
            } catch RTTMLine.Fault.number(let text) { bad(file, number, "`\(text)` is no number")
            } catch RTTMLine.Fault.length(let text) { bad(file, number, "the segment lasts \(text) s") }
        }
        return RTTMRecordings(survey, try TimedLines(input, file))
    }

    private static func stem(_ file: String) -> String { ImageFiles.withoutEnding(Compression.unpackedPath(file)) }

    private func lines(_ file: String, _ body: (String, Int) throws -> Void) throws {
        try TimedLines.check(input, file)
        let lines = try TimedLines(input, file)
        var last = 0
        while let line = try lines.next() {
            last = line.number
            if RTTMLine.counts(line.text) { try body(line.text, line.number) }
        }
        if !lines.isClosed { findings.add(TimedText.unclosed("rttm", file, line: last)) }
    }

    private func bad(_ file: String, _ line: Int, _ reason: String) {
        findings.add(Finding(.error, "rttm.line.bad", "line \(line) of `\(file)` is left out: \(reason)", at: Place(file: file, line: line)))
    }

    // MARK: Items

    private func item(_ found: RTTMRecordings.Recording) -> LabelledItem? {
        let path = recordings.recording(named: found.key)
        let key = path ?? found.key
        guard given.insert(key).inserted else {
            findings.add(Finding(.error, "rttm.item.twice", "`\(key)` is in another file already; its lines in this one are left out", at: found.place))
            return nil
        }
        var item = LabelledItem(key: key, split: found.split)
        item.media = Recordings.media(ofFile: key) ?? .audio
        item.place = found.place
        if path != nil || found.extent != nil { item.files[Recordings.role(of: item.media)] = LabelledFile(path: path, duration: found.extent.flatMap { $0.to > 0 ? $0.to : nil }) }
        if path == nil, options.needsFiles { findings.add(Finding(.note, "rttm.recording.missing", "there is no recording `\(found.key)`", at: found.place)) }
        var (parts, extras, own) = ([Part](), JSONObject(), JSONObject())
        let tellsChannels = found.channels != ["1"]
        for (place, line) in found.segments.enumerated() {
            let id = "s\(place + 1)"
            let channel = tellsChannels ? Int(line.channel).flatMap { $0 > 0 && $0 < 1 << 20 ? $0 - 1 : nil } : nil
            parts.append(Part(id: id, labels: line.label.map { [$0] } ?? [], shape: .segment(Segment(from: line.from, to: line.to, channel: channel)), score: line.score, origin: .imported))
            if !line.extras.isEmpty { extras[id] = .object(line.extras) }
        }
        if let question { item.answers[question] = .parts(parts) }
        if !extras.isEmpty { own["parts"] = .object(extras) }
        if !found.others.isEmpty { own["lines"] = .array(found.others) }
        if let from = found.extent?.from, from != 0 { own["from"] = .double(from) }
        if !own.isEmpty { item.metadata["rttm"] = .object(own) }
        return item
    }
}
