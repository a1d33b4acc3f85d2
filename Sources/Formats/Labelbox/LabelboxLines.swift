import Records

/// Lines of the import file that are about one data row, as an item.
struct LabelboxLines {
    let item: LabelledItem

    init(_ reader: LabelboxReader, _ key: String, _ records: [RawRecord]) {
        var item = LabelledItem(key: key)
        item.place = records.first.map { reader.place(of: $0, key) }
        var sheet = AnswerSheet(reader.options.questions)
        var (left, relations) = ([JSONValue](), [Relation]())
        var media = Media.image
        for (number, record) in records.enumerated() {
            let said = JSONValue.object(record.fields)
            if said["location"] != nil { media = .text }
            if said["segments"] != nil || said["frames"] != nil { media = .video }
            guard let fault = Self.add(said, number + 1, to: &sheet, &relations, reader.options) else { continue }
            left.append(said)
            reader.say(.warning, "\(fault).left-out", fault == "mask" ? "a mask of `\(key)` is a picture elsewhere; its address is kept" : "an annotation of `\(key)` cannot be held; it is kept as it stands", reader.place(of: record, key))
        }
        if !relations.isEmpty { sheet.set(.relations(relations), .relations) }
        item.media = media
        item.answers = sheet.answers
        let own: JSONObject = left.isEmpty ? [:] : ["left_out": .array(left)]
        item.metadata = sheet.metadata("labelbox", own: own)
        reader.attach(nil, to: &item)
        reader.count(sheet)
        self.item = item
    }

    /// What could not be taken.
    private static func add(_ said: JSONValue, _ number: Int, to sheet: inout AnswerSheet, _ relations: inout [Relation], _ options: DatasetReadOptions) -> String? {
        if let relation = LabelboxObject.relation(said) {
            relations.append(relation)
            return nil
        }
        if said["segments"] != nil {
            guard let shape = LabelboxTracks.shape(segments: said["segments"]) else { return "shape" }
            var part = Part(id: LabelboxObject.id(said, number), labels: LabelboxObject.name(said).map { [$0] } ?? [], shape: shape, origin: .imported)
            var extras = JSONObject()
            LabelboxObject.classify(said, &part, &extras, options)
            sheet.add(part, .tracks, extras: extras)
            return nil
        }
        if LabelboxObject.isDrawn(said) { return LabelboxObject.add(said, number: number, to: &sheet, options) }
        guard said["frames"] == nil, let answer = LabelboxObject.answer(said) else { return "annotation" }
        sheet.set(answer.answer, answer.kind, called: LabelboxObject.name(said))
        return nil
    }
}
