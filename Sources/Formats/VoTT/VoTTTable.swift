import Records

/// VoTT's CSV: a row per box and tag, gathered by picture.
enum VoTTTable {
    static func rows(_ source: ByteSource, _ reader: VoTTReader) throws -> [(image: String, parts: [Part], line: Int)] {
        let table = try CSVReader(source)
        var found: [(image: String, parts: [Part], line: Int)] = []
        var places: [String: Int] = [:]
        while let record = try table.next() {
            reader.findings.add(table.takeFindings())
            guard let image = record.fields["image"]?.string, !image.isEmpty else { continue }
            let place = places[image] ?? found.count
            if place == found.count {
                places[image] = place
                found.append((image, [], record.line))
            }
            let box = ["xmin", "ymin", "xmax", "ymax"].compactMap { DecimalText.number(record.fields[$0]?.string ?? "") }
            guard box.count == 4, box[0] < box[2], box[1] < box[3] else {
                reader.say(.error, "region.bad", "row \(record.number) has no box with an area", Place(file: source.name, line: record.line, record: image))
                continue
            }
            let label = record.fields["label"]?.string ?? ""
            found[place].parts.append(Part(id: "r\(record.number)", labels: label.isEmpty ? [] : [label], shape: .box(box), origin: .imported))
        }
        reader.findings.add(table.takeFindings())
        return found
    }
}
