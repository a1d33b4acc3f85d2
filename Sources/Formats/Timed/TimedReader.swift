import Records

/// Reads a folder of files of labelled time, a recording and its item per file, in the order of their paths. A format
/// gives `document`; which question its layers belong to, and which recording the file, is found out here.
///
/// A layer is the question of its name. Its kind is, in this order, what `winnow.json` says, what the format says, what
/// the project asks for, and what its texts look like (`LabelsOrTexts`), for which all files are read once beforehand.
class TimedReader: QueuedReader {
    let format: String
    let files: [String]
    let sidecar: TimedSidecar?
    /// Kind of layers in formats that are always about one.
    let usualKind: QuestionKind?
    private let recordings: Recordings
    private var looks = LabelsOrTexts()
    private var given: Set<String> = []
    private var place = 0
    private var notWanted: [String: Int] = [:]

    init(_ input: DatasetInput, options: DatasetReadOptions, format: String, files: [String], expected: String, usualKind: QuestionKind? = nil) throws {
        self.format = format
        self.files = files
        self.usualKind = usualKind
        var fault: Finding?
        do { sidecar = try TimedSidecar(in: input, format: format) } catch let finding as Finding { (sidecar, fault) = (nil, finding) }
        recordings = Recordings(input.listing, splits: sidecar?.splits ?? [])
        super.init(input, options: options)
        if files.isEmpty { throw ImageFormatError.noFiles(format: format, folder: input.path, expected: expected) }
        total = files.count
        if let fault { findings.add(fault) }
    }

    /// What a file says; thrown is why it cannot be read.
    func document(_ file: String, _ bytes: [UInt8]) throws -> TimedDocument { TimedDocument() }

    /// To be called at the end of a format's `init`.
    final func survey() throws {
        if let sidecar { return questions = wanted(sidecar.questions) }
        if let asked = options.questions.asked { questions = asked.filter { $0.of == nil && ($0.kind == .segments || $0.kind == .transcripts) } }
        var kinds: [String: QuestionKind] = [:]
        let before = findings
        defer { findings = before }
        for file in files {
            guard let document = try? read(file) else { continue }
            for layer in document.layers {
                looks.add(layer)
                if let kind = layer.kind { kinds[layer.name] = kind }
            }
        }
        guard options.questions.asked == nil else { return }
        questions = wanted(looks.order.map { name in
            let kind = kinds[name] ?? usualKind ?? looks.kind(of: name)
            return Question(name: name.isEmpty ? kind.rawValue : name, kind: kind, labels: kind == .segments ? looks.labels(of: name).map { LabelDefinition(name: $0) } : [])
        })
    }

    private func wanted(_ questions: [Question]) -> [Question] {
        var wanted: [Question] = []
        for question in questions {
            guard let name = options.questions.name(question.kind, called: question.name), !wanted.contains(where: { $0.name == name }) else { continue }
            var kept = question
            kept.name = name
            wanted.append(kept)
        }
        return wanted
    }

    private func read(_ file: String) throws -> TimedDocument {
        try document(file, try input.source(file).readAll(maximumBytes: TimedText.maximumBytes))
    }

    override func produce() throws -> [LabelledItem]? {
        guard place < files.count else {
            noteNotWanted()
            return nil
        }
        let file = files[place]
        place += 1
        defer { done = place }
        do { return [try item(file, try read(file))].compactMap(\.self) } catch let finding as Finding {
            findings.add(finding)
        } catch let error as ByteError {
            findings.add(error.finding)
        }
        return []
    }

    // MARK: Items

    private func item(_ file: String, _ document: TimedDocument) throws -> LabelledItem? {
        let recording = recordings.recording(of: file)
        var told = sidecar?.files[file] ?? recordings.item(of: file, recording: recording)
        if sidecar?.files[file] == nil, let media = document.media { told.media = media }
        guard given.insert(told.key).inserted else {
            findings.add(Finding(.error, "\(format).item.twice", "`\(told.key)` is labelled by another file before `\(file)`; this one is left out", at: Place(file: file, record: told.key)))
            return nil
        }
        var item = LabelledItem(key: told.key, split: told.split)
        item.media = told.media
        item.place = Place(file: file, record: told.key)
        if recording != nil || document.duration != nil || document.url != nil {
            item.files[Recordings.role(of: told.media)] = LabelledFile(path: recording, url: document.url, duration: document.duration)
        }
        if recording == nil, options.needsFiles {
            findings.add(Finding(.note, "\(format).recording.missing", "there is no recording of the name of `\(file)`", at: item.place))
        }
        answer(&item, document)
        return item
    }

    private func answer(_ item: inout LabelledItem, _ document: TimedDocument) {
        var pieces: [String: (kind: QuestionKind, pieces: [TimedPiece])] = [:]
        var order: [String] = []
        for layer in document.layers {
            guard let home = home(of: layer) else {
                notWanted[layer.name, default: 0] += layer.pieces.count
                continue
            }
            if pieces[home.question] == nil { order.append(home.question) }
            var moved = layer.pieces
            for place in moved.indices where moved[place].label == nil { moved[place].label = home.label }
            pieces[home.question] = (home.kind, (pieces[home.question]?.pieces ?? []) + moved)
        }
        var own = document.own
        var (extras, count) = (JSONObject(), 0)
        for name in order {
            guard let found = pieces[name] else { continue }
            item.answers[name] = .parts(parts(found.pieces, found.kind, after: count, &extras))
            count += found.pieces.count
        }
        if !extras.isEmpty { own["parts"] = .object(extras) }
        if !own.isEmpty { item.metadata[format] = .object(own) }
    }

    private func home(of layer: TimedLayer) -> (question: String, kind: QuestionKind, label: String?)? {
        if let sidecar {
            let tier = sidecar.tiers[layer.name]
            let called = tier?.question ?? (layer.name.isEmpty ? sidecar.questions.first?.name ?? "" : layer.name)
            if let question = sidecar.question(named: called) {
                return options.questions.name(question.kind, called: called).map { ($0, question.kind, tier?.label ?? layer.label) }
            }
        }
        let kinds = kinds(for: layer)
        for kind in kinds {
            guard let name = options.questions.name(kind, called: layer.name.isEmpty ? nil : layer.name) else { continue }
            let labels = options.questions.asked?.first { $0.name == name }?.labelNames ?? []
            return (name, kind, layer.label ?? (kind == .transcripts && labels.contains(layer.name) ? layer.name : nil))
        }
        return nil
    }

    /// The likeliest first.
    private func kinds(for layer: TimedLayer) -> [QuestionKind] {
        let named = options.questions.asked?.first { $0.name == layer.name && ($0.kind == .segments || $0.kind == .transcripts) }?.kind
        let first = named ?? layer.kind ?? usualKind ?? looks.kind(of: layer.name)
        return first == .segments ? [.segments, .transcripts] : [.transcripts, .segments]
    }

    /// Ids are unique within the item, since extras go by them.
    private func parts(_ pieces: [TimedPiece], _ kind: QuestionKind, after count: Int, _ extras: inout JSONObject) -> [Part] {
        let sorted = TimedLayer(pieces: pieces).inOrder
        return sorted.enumerated().map { place, piece in
            let id = "s\(count + place + 1)"
            if !piece.extras.isEmpty { extras[id] = .object(piece.extras) }
            var labels = [piece.label].compactMap(\.self)
            if kind == .segments { labels = piece.text.isEmpty || (sidecar != nil && piece.text == TimedSidecar.noLabel) ? [] : [piece.text] }
            let segment = Segment(from: piece.from, to: piece.to, channel: piece.channel, text: kind == .transcripts ? piece.text : nil)
            return Part(id: id, labels: labels, shape: .segment(segment), score: piece.score, origin: .imported)
        }
    }

    private func noteNotWanted() {
        for (layer, count) in notWanted.sorted(by: { $0.key < $1.key }) {
            findings.add(Finding(.note, "\(format).layer.not-wanted", "\(count) pieces\(layer.isEmpty ? "" : " of layer `\(layer)`") are there, and no question asks for them", at: Place(file: input.path)))
        }
        notWanted = [:]
    }
}
