import Records

/// Reads TextGrid files, long and short, UTF-8 and UTF-16.
final class TextGridReader: TimedReader {
    init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        try super.init(input, options: options, format: "textgrid", files: TextGrid.files(in: input), expected: "TextGrid files")
        try survey()
    }

    override func document(_ file: String, _ bytes: [UInt8]) throws -> TimedDocument {
        var tokens = TextGridTokens(try TimedText.decode(bytes, file: file), file: file)
        let type = try tokens.string("file type"), object = try tokens.string("class of the object")
        guard type.hasPrefix("ooTextFile"), object.hasPrefix("TextGrid") else { throw tokens.fault("it holds a `\(object)` where a `TextGrid` is needed") }
        let start = try tokens.number("start"), end = try tokens.number("end")
        guard start <= end else { throw tokens.fault("it ends at \(DecimalText.text(end)) s, before it starts") }
        var document = TimedDocument(duration: end)
        if start != 0 { document.own["xmin"] = .double(start) }
        guard try tokens.flag("`<exists>`") == "<exists>" else { return document }
        for _ in 0..<(try tokens.count("number of tiers")) {
            document.layers.append(try tier(&tokens, file))
        }
        if let more = try tokens.next() { findings.add(tokens.missing("the end", more)) }
        return document
    }

    private func tier(_ tokens: inout TextGridTokens, _ file: String) throws(Finding) -> TimedLayer {
        let kind = try tokens.string("class of a tier")
        guard kind == "IntervalTier" || kind == "TextTier" else { throw tokens.fault("`\(kind)` is no class of a tier") }
        var layer = TimedLayer(name: try tokens.string("name of a tier"))
        _ = try tokens.number("start of tier `\(layer.name)`")
        _ = try tokens.number("end of tier `\(layer.name)`")
        for number in 0..<(try tokens.count("number of pieces of tier `\(layer.name)`")) {
            let what = "piece \(number + 1) of tier `\(layer.name)`"
            let from = try tokens.number("start of \(what)")
            let to = kind == "TextTier" ? from : try tokens.number("end of \(what)")
            let text = try tokens.string("text of \(what)")
            guard from <= to else {
                findings.add(Finding(.error, "textgrid.interval.backwards", "\(what) ends at \(DecimalText.text(to)) s, before it starts", at: Place(file: file, line: tokens.line)))
                continue
            }
            if !text.isEmpty || kind == "TextTier" { layer.pieces.append(TimedPiece(from, to, text)) }
        }
        return layer
    }
}
