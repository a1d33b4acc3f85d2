import Records

/// Writes a file of labelled time per item, beside where its recording goes, and `winnow.json` at the end. A format
/// gives `bytes`, and says in `losses` what of a piece it cannot write.
class TimedWriter: DatasetWriter {
    let format: String
    let ending: String
    let folder: DatasetFolder
    let layout: DatasetLayout
    var losses: LossLedger
    /// Layers have names: one per question, and per label where texts have speakers.
    let hasTiers: Bool
    /// Segments without length have tiers of their own.
    let separatesMoments: Bool
    private(set) var sidecar = TimedSidecar()
    private var names = ImageNames()
    private var taken: Set<String> = []
    private var knownLabels: [String: Set<String>] = [:]

    init(_ folder: DatasetFolder, layout: DatasetLayout, format: String, ending: String, hasTiers: Bool, separatesMoments: Bool = false) {
        self.format = format
        self.ending = ending
        self.folder = folder
        self.layout = layout
        self.hasTiers = hasTiers
        self.separatesMoments = separatesMoments
        losses = LossLedger(format: format, policy: layout.onLoss)
        for question in layout.questions { declare(question) }
    }

    /// The file of one item. The layers are in the order of the questions.
    func bytes(_ document: TimedDocument, of item: LabelledItem) throws -> String { "" }

    /// What the format cannot write of a piece is changed or left out here, and counted; nil leaves it out.
    func fit(_ piece: TimedPiece, _ kind: QuestionKind, _ example: LossExample) throws -> TimedPiece? { piece }

    final func write(_ item: LabelledItem) throws -> [String: String] {
        let (file, places) = try place(item)
        var document = TimedDocument()
        let role = Recordings.role(of: item.media)
        document.duration = item.files[role]?.duration
        document.media = item.media
        document.url = places[role].map { String(ImageFiles.fileName($0)) } ?? item.files[role]?.url
        document.own = item.metadata[format]?.object ?? [:]
        document.layers = try layers(of: item)
        try folder.write(try bytes(document, of: item), to: file)
        return places
    }

    func finish() throws { try folder.write(sidecar.text(format: format), to: TimedSidecar.name) }

    // MARK: Places

    private func place(_ item: LabelledItem) throws -> (file: String, places: [String: String]) {
        let below = item.split.map(SafeNames.safe) ?? ""
        if let split = item.split, below == split, !sidecar.splits.contains(split) { sidecar.splits.append(split) }
        func path(_ name: String) -> String {
            let safe = names.name(for: name, below: below, flat: false)
            return ImageFiles.join(below, safe.stem + safe.ending)
        }
        var places: [String: String] = [:]
        for role in ["audio", "video"] where item.files[role]?.path != nil { places[role] = path(Recordings.name(of: item, role)) }
        let recording = places[Recordings.role(of: item.media)] ?? places.sorted { $0.key < $1.key }.first?.value
        var file = recording.map { ImageFiles.withoutEnding($0) + ending } ?? (path(item.key) + ending)
        if let recording, !taken.insert(file.lowercased()).inserted { file = recording + ending }
        taken.insert(file.lowercased())
        let told = Recordings.item(of: file, recording: recording, splits: Recordings.splitNames.union(sidecar.splits))
        if told.key != item.key || told.split != item.split || told.media != (item.media ?? .audio) {
            sidecar.files[file] = TimedSidecar.Exception(key: item.key, split: item.split, media: item.media)
        }
        return (file, places)
    }

    // MARK: Layers

    private func declare(_ question: Question) {
        guard question.kind == .segments || question.kind == .transcripts, sidecar.question(named: question.name) == nil else { return }
        var kept = Question(name: question.name, kind: question.kind)
        kept.labels = question.labelNames.map { LabelDefinition(name: $0) }
        sidecar.questions.append(kept)
        knownLabels[question.name] = Set(question.labelNames)
    }

    private func see(_ label: String, of question: String) {
        guard knownLabels[question, default: []].insert(label).inserted, let place = sidecar.questions.firstIndex(where: { $0.name == question }) else { return }
        sidecar.questions[place].labels.append(LabelDefinition(name: label))
    }

    private func layers(of item: LabelledItem) throws -> [TimedLayer] {
        let declared = sidecar.questions.map(\.name)
        let names = declared.filter { item.answers[$0] != nil } + item.answers.keys.filter { !declared.contains($0) }.sorted()
        let extras = item.metadata[format]?["parts"]?.object ?? [:]
        return try names.flatMap { name -> [TimedLayer] in
            guard let answer = item.answers[name], case .parts(let parts) = answer else { return [] }
            if sidecar.question(named: name) == nil { declare(Question(name: name, kind: QuestionKind.of(answer) ?? .segments)) }
            let kind = sidecar.question(named: name)?.kind ?? .segments
            return try layers(of: parts, name, kind, extras, item.key)
        }
    }

    private func layers(of parts: [Part], _ name: String, _ kind: QuestionKind, _ extras: JSONObject, _ key: String) throws -> [TimedLayer] {
        var layers: [TimedLayer] = [TimedLayer(name: name, kind: kind)]
        for part in parts {
            for label in part.labels { see(label, of: name) }
            guard let piece = try piece(part, kind, extras[part.id]?.object ?? [:], LossExample(item: key, question: name, part: part.id)) else { continue }
            let layerLabel = hasTiers ? piece.label : nil
            if let place = layers.firstIndex(where: { $0.label == layerLabel }) { layers[place].pieces.append(piece) } else {
                layers.append(TimedLayer(name: "\(name)@\(layerLabel ?? "")", kind: kind, label: layerLabel, pieces: [piece]))
            }
        }
        if layers.count > 1, layers[0].pieces.isEmpty { layers.removeFirst() }
        guard hasTiers else { return layers }
        let tiers = layers.flatMap { separatesMoments ? $0.intervalsAndMoments.flatMap(\.lanes) : $0.lanes }
        for tier in tiers where tier.name != name { sidecar.tiers[tier.name] = TimedSidecar.Tier(question: name, label: tier.label) }
        return tiers
    }

    private func piece(_ part: Part, _ kind: QuestionKind, _ extras: JSONObject, _ example: LossExample) throws -> TimedPiece? {
        guard case .segment(let segment) = part.shape, segment.from.isFinite, segment.to.isFinite, segment.from <= segment.to else {
            try drop(Self.backwards, example)
            return nil
        }
        var text = kind == .transcripts ? segment.text ?? "" : part.labels.first ?? ""
        if text.utf8.contains(0) {
            try adapt(Self.textChanged, example)
            text.unicodeScalars.removeAll { $0.value == 0 }
        }
        return try fit(
            TimedPiece(segment.from, segment.to, text, label: kind == .transcripts ? part.labels.first : nil, id: part.id, score: part.score, channel: segment.channel, extras: extras),
            kind, example)
    }
}
