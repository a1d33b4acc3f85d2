import Records

/// Reads ELAN files whole, one at a time.
final class ELANReader: TimedReader {
    init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        try super.init(input, options: options, format: "elan", files: input.files("eaf"), expected: "ELAN files (`.eaf`)")
        try survey()
    }

    override func document(_ file: String, _ bytes: [UInt8]) throws -> TimedDocument {
        let root = try Self.root(bytes, file)
        guard root.name == "ANNOTATION_DOCUMENT" else {
            throw Finding(.error, "elan.not-elan", "`\(file)` begins with `<\(root.name)>`; ELAN begins with `<ANNOTATION_DOCUMENT>`", at: Place(file: file, line: root.line))
        }
        var document = TimedDocument()
        head(root, &document)
        let times = ELANTimes(root, file, &findings)
        var tiers = JSONObject()
        for tier in root.children where tier.name == "TIER" {
            guard let name = tier.attribute("TIER_ID"), !document.layers.contains(where: { $0.name == name }) else {
                findings.add(Finding(.error, "elan.tier.bad", "a tier of `\(file)` has no name, or that of another one; it is left out", at: Place(file: file, line: tier.line)))
                continue
            }
            let type = tier.attribute("LINGUISTIC_TYPE_REF")
            var layer = TimedLayer(name: name, kind: [QuestionKind.segments, .transcripts].first { $0.rawValue == type })
            for annotation in tier.children.compactMap(\.children.first) {
                if let piece = piece(annotation, times, file, isReference: annotation.name == "REF_ANNOTATION") { layer.pieces.append(piece) }
            }
            document.layers.append(layer)
            let attributes = tier.attributes.filter { $0.name != "TIER_ID" && !($0.name == "LINGUISTIC_TYPE_REF" && layer.kind != nil) }
            if !attributes.isEmpty { tiers[name] = .object(JSONObject(attributes.map { (key: $0.name, value: .string($0.value)) })) }
        }
        if !tiers.isEmpty { document.own["tiers"] = .object(tiers) }
        return document
    }

    private static func root(_ bytes: [UInt8], _ file: String) throws(Finding) -> XMLElement {
        do { return try XMLReader.element(bytes) } catch { throw error.finding(in: file) }
    }

    /// What stands before and behind the tiers.
    private func head(_ root: XMLElement, _ document: inout TimedDocument) {
        document.own["document"] = .object(JSONObject(root.attributes.filter { !$0.name.hasPrefix("xmlns") && !$0.name.hasPrefix("xsi") }.map { (key: $0.name, value: .string($0.value)) }))
        for kept in root.children where kept.name == "LICENSE" || ELAN.keptElements.contains(kept.name) {
            if kept.name == "LINGUISTIC_TYPE", ELANWriter.ownTypes.contains(kept.attribute("LINGUISTIC_TYPE_ID") ?? "") { continue }
            XMLElement.add(kept.name, kept.json, to: &document.own)
        }
        guard let header = root.child("HEADER") else { return }
        document.own["header"] = .object(JSONObject(header.attributes.map { (key: $0.name, value: .string($0.value)) }))
        for property in header.children where property.name == "PROPERTY" && property.attribute("NAME") != "lastUsedAnnotationId" { XMLElement.add("PROPERTY", property.json, to: &document.own) }
        let media = header.children.filter { $0.name == "MEDIA_DESCRIPTOR" }
        guard let first = media.first else { return }
        document.url = first.attribute("MEDIA_URL") ?? first.attribute("RELATIVE_MEDIA_URL")
        document.media = first.attribute("MIME_TYPE")?.hasPrefix("video/") == true ? .video : nil
        for descriptor in media { XMLElement.add("MEDIA_DESCRIPTOR", descriptor.json, to: &document.own) }
    }

    private func piece(_ annotation: XMLElement, _ times: ELANTimes, _ file: String, isReference: Bool) -> TimedPiece? {
        let id = annotation.attribute("ANNOTATION_ID") ?? ""
        guard let (from, to) = times.extent(of: id), from <= to else {
            findings.add(Finding(.error, "elan.annotation.no-time", "annotation `\(id)` of `\(file)` has no times, or ends before it starts; it is left out", at: Place(file: file, line: annotation.line, record: id)))
            return nil
        }
        var piece = TimedPiece(from, to, annotation.child("ANNOTATION_VALUE")?.text ?? "")
        piece.extras["id"] = .string(id)
        if isReference { piece.extras["ref"] = annotation.attribute("ANNOTATION_REF").map(JSONValue.string) }
        for name in ["PREVIOUS_ANNOTATION", "CVE_REF", "LANG_REF", "EXT_REF", "SVG_REF"] { piece.extras[name] = annotation.attribute(name).map(JSONValue.string) }
        return piece
    }
}
