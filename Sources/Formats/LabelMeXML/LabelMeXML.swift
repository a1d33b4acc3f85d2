import Records

/// The XML files of MIT's LabelMe: one per picture, polygons and cut-out masks with free attributes. Read only.
public enum LabelMeXML {
    public static let card = FormatCard(
        name: "labelme-xml", summary: "MIT LabelMe: an XML file of polygons and masks per picture", extensions: ["xml"], canWrite: false,
        holds: ["polygons", "masks", "boxes", "attributes", "picture sizes", "parts of objects", "deleted objects"])

    public static let format = DatasetFormat(card: card, recognise: recognise, reader: { try LabelMeXMLReader($0, $1) })

    static func files(_ input: DatasetInput) -> [String] { input.files("xml").filter { isOne(input.headText($0)) } }

    static func isOne(_ head: String) -> Bool {
        head.holds("<annotation>") && !head.holds("<bndbox>")
            && (head.holds("<imagesize>") || head.holds("<polygon>") || head.holds("<segm>") || head.holds("<deleted>"))
    }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        guard let first = input.files("xml").first, isOne(input.headText(first)) else { return nil }
        return .init(confidence: 0.9, reason: "`\(first)` has `<annotation>` with polygons of LabelMe")
    }
}
