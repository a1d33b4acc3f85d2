import Records

/// Writes `labelTxt/<name>.txt` (below a folder per split, if there are splits); pictures belong in `images/` beside it.
///
/// Corners are written in full, clockwise from the top left one before turning. Corners that came as no rectangle are written
/// back as long as the box is still the one they gave. Labels are single words; those that are not stand in
/// `label_names.json`.
final class DOTAWriter: DatasetWriter {
    static let nameChanged = "dota.name-changed"
    static let labelChanged = "dota.label-changed"

    private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private var names = ImageNames()
    private var labels = LabelTokens()

    init(_ folder: DatasetFolder, layout: DatasetLayout) {
        self.folder = folder
        losses = LossLedger(format: "dota", policy: layout.onLoss)
    }

    func write(_ item: LabelledItem) throws -> [String: String] {
        let split = item.split.map { SafeNames.safe($0) + "/" } ?? ""
        let name = names.name(for: item.key, below: "\(split)images", flat: false)
        let example = LossExample(item: item.key)
        if !name.isKept { try losses.adapt(Self.nameChanged, example) }
        let dota = item.metadata["dota"]?.object ?? [:]
        var text = ""
        for header in ["imagesource", "gsd"] { if let value = dota[header]?.string { text += "\(header):\(Self.line(value))\n" } }
        for answer in item.answers.values {
            guard case .parts(let parts) = answer else { continue }
            for part in parts { text += try row(part, dota["parts"]?[part.id], example) }
        }
        if !item.answers.isEmpty { try folder.write(text, to: "\(split)labelTxt/\(name.stem).txt") }
        return [LabelledItem.picture: "\(split)images/\(name.stem)\(name.ending.isEmpty ? ".png" : name.ending)"]
    }

    func finish() throws {
        if let text = labels.file { try folder.write(text, to: LabelTokens.fileName) }
    }

    private func row(_ part: Part, _ extra: JSONValue?, _ example: LossExample) throws -> String {
        guard case .rotated(let box) = part.shape, let label = part.labels.first else { return "" }
        let kept = extra?["corners"]?.array?.compactMap(\.double) ?? []
        let corners = CornerBox.rotated(kept, decimals: DOTA.decimals) == box ? kept : ShapeBounds.corners(ofRotated: box)
        let plain = labels.token(for: label)
        if !plain.isKept { try losses.adapt(Self.labelChanged, LossExample(item: example.item, part: part.id)) }
        let difficulty = Self.line(extra?["difficulty"]?.string ?? "0")
        return "\(corners.map(DecimalText.text).joined(separator: " ")) \(plain.token) \(Int(difficulty) == nil ? "0" : difficulty)\n"
    }

    /// Words apart by single spaces, as they are read; `_` for nothing.
    private static func line(_ text: String) -> String {
        let words = text.split(whereSeparator: \.isWhitespace)
        return words.isEmpty ? "_" : words.joined(separator: " ")
    }
}
