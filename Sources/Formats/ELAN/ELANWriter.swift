import Records

/// Writes ELAN 3.0 files. Annotations keep the ids they were read with; others are numbered.
final class ELANWriter: TimedWriter {
    static let ownTypes: Set<String> = ["segments", "transcripts"]

    init(_ folder: DatasetFolder, layout: DatasetLayout) {
        super.init(folder, layout: layout, format: "elan", ending: ".eaf", hasTiers: true)
    }

    /// An annotation has a length, and its text what XML has.
    override func fit(_ piece: TimedPiece, _ kind: QuestionKind, _ example: LossExample) throws -> TimedPiece? {
        var piece = piece
        if ClockText.milliseconds(piece.to) <= ClockText.milliseconds(piece.from) || piece.from < 0 {
            try adapt(Self.pointWidened, example)
            piece.from = max(0, piece.from)
            piece.to = max(piece.to, Double(ClockText.milliseconds(piece.from) + 1) / 1000)
        }
        let kept = String(String.UnicodeScalarView(piece.text.unicodeScalars.filter { $0.value >= 32 && $0.value != 0xFFFE && $0.value != 0xFFFF || $0 == "\t" || $0 == "\n" }))
        if kept != piece.text {
            try adapt(Self.textChanged, example)
            piece.text = kept
        }
        return piece
    }

    override func bytes(_ document: TimedDocument, of item: LabelledItem) throws -> String {
        var xml = XMLWriter()
        xml.open("ANNOTATION_DOCUMENT", attributes: Self.documentAttributes(document.own))
        if let licence = document.own["LICENSE"] { xml.element("LICENSE", licence) }
        header(&xml, document)
        var numbering = ELANNumbering(document.layers)
        xml.open("TIME_ORDER")
        for slot in numbering.slots {
            xml.element("TIME_SLOT", attributes: [XMLAttribute(name: "TIME_SLOT_ID", value: slot.id), XMLAttribute(name: "TIME_VALUE", value: String(slot.milliseconds))])
        }
        xml.close("TIME_ORDER")
        for layer in document.layers { tier(&xml, layer, document.own, &numbering) }
        types(&xml, document)
        xml.close("ANNOTATION_DOCUMENT")
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + String(decoding: xml.bytes, as: UTF8.self)
    }

    private static func documentAttributes(_ own: JSONObject) -> [XMLAttribute] {
        let known = own["document"]?.object ?? ["AUTHOR": "", "DATE": "1970-01-01T00:00:00Z", "FORMAT": "3.0", "VERSION": "3.0"]
        return known.members.map { XMLAttribute(name: $0.key, value: $0.value.string ?? "") } + [
            XMLAttribute(name: "xmlns:xsi", value: "http://www.w3.org/2001/XMLSchema-instance"),
            XMLAttribute(name: "xsi:noNamespaceSchemaLocation", value: "http://www.mpi.nl/tools/elan/EAFv3.0.xsd"),
        ]
    }

    private func header(_ xml: inout XMLWriter, _ document: TimedDocument) {
        let known = document.own["header"]?.object ?? ["MEDIA_FILE": "", "TIME_UNITS": "milliseconds"]
        xml.open("HEADER", attributes: known.members.map { XMLAttribute(name: $0.key, value: $0.value.string ?? "") })
        if let media = document.own["MEDIA_DESCRIPTOR"] { xml.element("MEDIA_DESCRIPTOR", media) } else if let url = document.url {
            let type = document.media == .video ? "video/\(ending(of: url) ?? "mp4")" : "audio/\(ending(of: url) == "wav" ? "x-wav" : ending(of: url) ?? "x-wav")"
            xml.element("MEDIA_DESCRIPTOR", attributes: [XMLAttribute(name: "MEDIA_URL", value: url), XMLAttribute(name: "MIME_TYPE", value: type), XMLAttribute(name: "RELATIVE_MEDIA_URL", value: "./\(url)")])
        }
        if let properties = document.own["PROPERTY"] { xml.element("PROPERTY", properties) }
        xml.close("HEADER")
    }

    private func ending(of url: String) -> String? { url.lastIndex(of: ".").map { url[url.index(after: $0)...].lowercased() } }

    private func tier(_ xml: inout XMLWriter, _ layer: TimedLayer, _ own: JSONObject, _ numbering: inout ELANNumbering) {
        let known = own["tiers"]?[layer.name]?.object ?? [:]
        var attributes = known.members.map { XMLAttribute(name: $0.key, value: $0.value.string ?? "") }
        if known["LINGUISTIC_TYPE_REF"] == nil { attributes.insert(XMLAttribute(name: "LINGUISTIC_TYPE_REF", value: (layer.kind ?? .segments).rawValue), at: 0) }
        if let label = layer.label, known["PARTICIPANT"] == nil { attributes.append(XMLAttribute(name: "PARTICIPANT", value: label)) }
        xml.open("TIER", attributes: attributes + [XMLAttribute(name: "TIER_ID", value: layer.name)])
        for piece in layer.pieces {
            let mark = numbering.next()
            var attributes = [XMLAttribute(name: "ANNOTATION_ID", value: mark.id)]
            for name in ["PREVIOUS_ANNOTATION", "CVE_REF", "LANG_REF", "EXT_REF", "SVG_REF"] {
                if let value = piece.extras[name]?.string { attributes.append(XMLAttribute(name: name, value: value)) }
            }
            let target = piece.extras["ref"]?.string.flatMap { numbering.knows($0) && known["PARENT_REF"] != nil ? $0 : nil }
            attributes += target.map { [XMLAttribute(name: "ANNOTATION_REF", value: $0)] } ?? [XMLAttribute(name: "TIME_SLOT_REF1", value: mark.from), XMLAttribute(name: "TIME_SLOT_REF2", value: mark.to)]
            let element = target == nil ? "ALIGNABLE_ANNOTATION" : "REF_ANNOTATION"
            xml.open("ANNOTATION")
            xml.open(element, attributes: attributes)
            xml.element("ANNOTATION_VALUE", piece.text)
            xml.close(element)
            xml.close("ANNOTATION")
        }
        xml.close("TIER")
    }

    private func types(_ xml: inout XMLWriter, _ document: TimedDocument) {
        let used = Set(document.layers.filter { document.own["tiers"]?[$0.name]?["LINGUISTIC_TYPE_REF"] == nil }.map { ($0.kind ?? .segments).rawValue })
        for type in used.sorted() {
            xml.element("LINGUISTIC_TYPE", attributes: [
                XMLAttribute(name: "GRAPHIC_REFERENCES", value: "false"), XMLAttribute(name: "LINGUISTIC_TYPE_ID", value: type), XMLAttribute(name: "TIME_ALIGNABLE", value: "true"),
            ])
        }
        for name in ELAN.keptElements { if let kept = document.own[name] { xml.element(name, kept) } }
    }
}

extension XMLWriter {
    /// An element without anything in it.
    mutating func element(_ name: String, attributes: [XMLAttribute]) {
        element(name, .object(JSONObject(attributes.map { (key: "@" + $0.name, value: .string($0.value)) })))
    }
}
