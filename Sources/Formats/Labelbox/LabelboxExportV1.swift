import Records

/// Records of export v1 that are about one data row: one per person who labelled it.
struct LabelboxExportV1 {
    let item: LabelledItem

    init(_ reader: LabelboxReader, _ key: String, _ records: [RawRecord]) {
        var item = LabelledItem(key: key)
        var (left, extras) = ([JSONValue](), JSONObject())
        let first = records.first?.fields ?? [:]
        item.place = records.first.map { reader.place(of: $0, key) }
        let address = first["Labeled Data"]?.string
        item.media = LabelboxExport.media(first["Media Attributes"]?["mimeType"]?.string, address)
        for record in records {
            var sheet = AnswerSheet(reader.options.questions)
            if Self.isText(record.fields["Label"]) { item.media = .text }
            for fault in Self.read(record.fields["Label"] ?? .null, &sheet, reader.options) {
                left.append(fault.object)
                reader.say(.warning, "\(fault.what).left-out", fault.what == "mask" ? "a mask of `\(key)` is a picture elsewhere; its address is kept" : "an object of `\(key)` cannot be held; it is kept as it stands", reader.place(of: record, key))
            }
            for (id, extra) in sheet.extras.members { extras[id] = extra }
            reader.count(sheet)
            item.annotations.append(Self.annotation(record.fields, sheet.answers))
        }
        if item.media == .text, let address, !address.contains("://") { item.fields["text"] = .string(address) }
        reader.attach(address, to: &item, size: LabelboxExport.size(first["Media Attributes"]))
        if item.annotations.count == 1 { item.answers = item.annotations[0].answers }
        var own = JSONObject()
        if !extras.isEmpty { own["parts"] = .object(extras) }
        if !left.isEmpty { own["left_out"] = .array(left) }
        for name in ["ID", "DataRow ID", "Project Name", "Dataset Name", "View Label"] { own[name] = first[name] }
        item.metadata["labelbox"] = .object(own)
        self.item = item
    }

    private static func annotation(_ fields: JSONObject, _ answers: [String: Answer]) -> LabelledAnnotation {
        var annotation = LabelledAnnotation(author: fields["Created By"]?.string, answers: answers, seconds: fields["Seconds to Label"]?.double, madeAt: fields["Created At"]?.string)
        for name in ["ID", "Agreement", "Benchmark Agreement", "Benchmark ID", "Reviews", "Skipped", "Has Open Issues", "Updated At"] {
            if let value = fields[name], !value.isNull, value.array?.isEmpty != true { annotation.metadata[name] = value }
        }
        return annotation
    }

    private static func isText(_ label: JSONValue?) -> Bool { label?["objects"]?.array?.contains { $0["data"]?["location"] != nil || $0["location"] != nil } == true }

    /// What could not be taken.
    private static func read(_ label: JSONValue, _ sheet: inout AnswerSheet, _ options: DatasetReadOptions) -> [(what: String, object: JSONValue)] {
        var left: [(String, JSONValue)] = []
        var number = 0
        for object in label["objects"]?.array ?? [] {
            number += 1
            if let fault = LabelboxObject.add(object, number: number, to: &sheet, options) { left.append((fault, object)) }
        }
        for said in label["classifications"]?.array ?? [] {
            if let answer = LabelboxObject.answer(said) { sheet.set(answer.answer, answer.kind, called: LabelboxObject.name(said)) } else { left.append(("annotation", said)) }
        }
        let relations = (label["relationships"]?.array ?? []).compactMap(LabelboxObject.relation)
        if !relations.isEmpty { sheet.set(.relations(relations), .relations) }
        guard label["objects"] == nil, label["classifications"] == nil else { return left }
        // The oldest files: `{"cat": [{"geometry": [{"x", "y"}]}]}`, or an option by its question.
        for (name, value) in label.object?.members ?? [] {
            if let option = value.string { sheet.set(.choice(option), .choice, called: name) }
            for object in value.array ?? [] {
                number += 1
                guard let shape = VendorShapes.ring(VendorShapes.points(object["geometry"] ?? object)) else { left.append(("shape", object)); continue }
                sheet.add(Part(id: "o\(number)", labels: [name], shape: shape, origin: .imported), .polygons)
            }
        }
        return left
    }
}
